internal import AgentPrimitives

extension BedrockRequestEncoder {
    mutating func cite(_ citation: Citation, at place: BedrockPlace) {
        guard let own = BedrockCitation.own(citation) else {
            return lose("\(place)", "this API takes back its own citations only")
        }
        var isPlaced = false
        _ = turns[turns.count - 1].changeLast { block in
            if let text = block["text"] {
                block = ["citationsContent": ["content": [["text": text]], "citations": [own]]]
                isPlaced = true
            } else if case .object(var cited)? = block["citationsContent"] {
                // Taken out while it grows, so that it is not copied.
                block["citationsContent"] = .null
                var citations = cited["citations"]?.arrayValue ?? []
                cited["citations"] = .null
                citations.append(own)
                cited["citations"] = .array(citations)
                block["citationsContent"] = .object(cited)
                isPlaced = true
            }
        }
        if !isPlaced { lose("\(place)", "there is no text before it") }
    }

    mutating func add(_ state: ProviderState, to role: BedrockTurn.Role, at place: BedrockPlace) {
        switch BedrockState(state) {
        case .block(let block):
            if block["toolResult"] != nil, role == .user {
                open(.user)
                turns[turns.count - 1].add(result: block)
            } else {
                add(block, to: role)
            }
        case .form(let form):
            if !turns[turns.count - 1].changeLast({ $0 = form }) { lose("\(place)", "there is no block before it") }
        case .members(let members):
            changeLastValue(at: place) { value in
                for (key, member) in members.members where value[key] == nil { value[key] = member }
            }
        case .resultContent(let content):
            changeLastValue(at: place) { $0["content"] = .array(content) }
        case nil:
            lose("\(place)", "an item that only '\(state.origin)' understands")
        }
    }

    private mutating func changeLastValue(at place: BedrockPlace, _ change: (inout JSONObject) -> Void) {
        var isPlaced = false
        _ = turns[turns.count - 1].changeLast { block in
            guard let (key, value) = block.members.first, case .object(var object) = value else { return }
            change(&object)
            block[key] = .object(object)
            isPlaced = true
        }
        if !isPlaced { lose("\(place)", "there is no block before it that could hold it") }
    }

    /// Sets a cache point behind what stands before it, also when that is the end of an earlier message.
    mutating func attach(_ hint: CacheHint, at place: BedrockPlace) {
        guard let position = turns.lastIndex(where: { !$0.isEmpty }) else {
            return lose("\(place)", "there is nothing before it to cache")
        }
        guard let point = cachePoint(hint, at: "\(place)") else { return }
        turns[position].add(following: point)
    }

    /// Caches the whole prompt, which is what other APIs mean by it.
    mutating func encodeCacheHint(of request: ModelRequest) {
        guard let hint = request.cacheHint, let position = turns.lastIndex(where: { !$0.isEmpty }) else { return }
        guard turns[position].last?["cachePoint"] == nil else { return }
        if let point = cachePoint(hint, at: "cacheHint") { turns[position].add(following: point) }
    }

    /// The block of a cache point; `nil` where the model takes none, or no more.
    mutating func cachePoint(_ hint: CacheHint, at path: String) -> JSONObject? {
        guard model.caches || isOwn else {
            lose(path, "this model takes no cache points")
            return nil
        }
        guard freeCachePoints > 0 else {
            lose(path, "a request has 4 cache points at most")
            return nil
        }
        freeCachePoints -= 1
        var point: JSONObject = ["type": "default"]
        if let lifetime = hint.lifetime {
            if lifetime == "5m" || lifetime == "1h" {
                point["ttl"] = .string(lifetime)
            } else {
                lose("\(path).lifetime", "this API caches for 5m or 1h, not for \(lifetime)")
            }
        }
        return ["cachePoint": .object(point)]
    }
}
