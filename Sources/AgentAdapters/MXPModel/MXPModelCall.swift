internal import AgentPrimitives

/// The payloads of a model call over MXP.
struct MXPModelCall {
    static let method = "model/stream"

    let request: ModelRequest

    init(_ request: ModelRequest) {
        self.request = request
    }

    /// Reads the payload of a Call.
    ///
    /// - Throws: `invalidRequest` for what is no model call.
    init(decoding payload: ArraySlice<UInt8>) throws(ModelError) {
        do {
            let json = JSONReader(try JSONValue(parsing: Array(payload)))
            guard try json.member("method").string() == Self.method else {
                throw ModelError(.invalidRequest, "expected the method '\(Self.method)', found another one")
            }
            request = try ModelRequest(json: json.member("request"))
        } catch let error as ModelError {
            throw error
        } catch {
            throw ModelError(.invalidRequest, "expected a model call, found something else: \(error)")
        }
    }

    func encoded() -> [UInt8] {
        JSONValue.object(["method": .string(Self.method), "request": request.json]).serialized()
    }

    static func encode(_ events: [ModelEvent]) -> [UInt8] {
        JSONValue.array(events.map(\.json)).serialized()
    }

    static func events(in payload: ArraySlice<UInt8>) throws(ModelError) -> [ModelEvent] {
        do {
            return try JSONReader(JSONValue(parsing: Array(payload))).list(of: ModelEvent.self)
        } catch {
            throw ModelError(.malformedResponse, "expected a list of model events, found something else: \(error)")
        }
    }

    /// `{"code":NAME,"error":TEXT}`, and `retry_after_ms` and `status` where they are known.
    static func encode(_ error: ModelError) -> [UInt8] {
        var object: JSONObject = ["code": .string(error.code.description), "error": .string(error.message)]
        if let wait = error.retryAfter { object["retry_after_ms"] = .int(Int(wait / .milliseconds(1))) }
        if let status = error.status { object["status"] = .int(status) }
        return JSONValue.object(object).serialized()
    }

    static func failure(in payload: ArraySlice<UInt8>) -> ModelError {
        guard let json = try? JSONValue(parsing: Array(payload)), let text = json["error"]?.stringValue else {
            return ModelError(.upstreamFailed, "the agent that serves the model failed and gave no reason")
        }
        let code = json["code"]?.stringValue.flatMap(ModelError.Code.init(name:)) ?? .upstreamFailed
        return ModelError(
            code, Excerpt.of(text), retryAfter: json["retry_after_ms"]?.intValue.map { .milliseconds(max(0, $0)) },
            status: json["status"]?.intValue)
    }
}
