extension ProviderState: JSONRepresentable {
    /// `{"data":TEXT,"origin":TEXT}`; the data alone where no origin is named.
    public var json: JSONValue {
        origin.isEmpty ? .string(data) : ["data": .string(data), "origin": .string(origin)]
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        if let data = json.value.stringValue {
            self.init(origin: "", data: data)
        } else {
            self.init(origin: try json.member("origin").string(), data: try json.member("data").string())
        }
    }
}

extension Media: JSONRepresentable {
    /// `{"kind":TEXT,"media_type":TEXT,"source":{…}}`, and `detail` and `name` where they are set.
    public var json: JSONValue {
        var object: JSONObject = [
            "kind": .string(kind.rawValue), "media_type": .string(mediaType), "source": source.json,
        ]
        if let name { object["name"] = .string(name) }
        if let detail { object["detail"] = .string(detail) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            kind: try json.member("kind").choice(Kind.self), source: try Source(json: json.member("source")),
            mediaType: try json.member("media_type").string(), name: try json.optional("name")?.string(),
            detail: try json.optional("detail")?.string())
    }
}

extension Media.Source: JSONRepresentable {
    /// An object whose only member names the kind of source: `base64`, `url`, `text` or `file`.
    public var json: JSONValue {
        switch self {
        case .base64(let data): ["base64": .string(data)]
        case .url(let url): ["url": .string(url)]
        case .text(let text): ["text": .string(text)]
        case .file(let state): ["file": state.json]
        }
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        if let data = try json.optional("base64") {
            self = .base64(try data.string())
        } else if let url = try json.optional("url") {
            self = .url(try url.string())
        } else if let text = try json.optional("text") {
            self = .text(try text.string())
        } else if let state = try json.optional("file", ProviderState.self) {
            self = .file(state)
        } else {
            throw json.mismatch("base64, url, text or file")
        }
    }
}

extension Citation: JSONRepresentable {
    /// An object with those of the members quote, state, title and url that are set.
    public var json: JSONValue {
        var object = JSONObject()
        if let url { object["url"] = .string(url) }
        if let title { object["title"] = .string(title) }
        if let quote { object["quote"] = .string(quote) }
        if let state { object["state"] = state.json }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(
            url: try json.optional("url")?.string(), title: try json.optional("title")?.string(),
            quote: try json.optional("quote")?.string(), state: try json.optional("state", ProviderState.self))
    }
}

extension CacheHint: JSONRepresentable {
    /// An object, with the member lifetime if it is set.
    public var json: JSONValue {
        var object = JSONObject()
        if let lifetime { object["lifetime"] = .string(lifetime) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        self.init(lifetime: try json.optional("lifetime")?.string())
    }
}
