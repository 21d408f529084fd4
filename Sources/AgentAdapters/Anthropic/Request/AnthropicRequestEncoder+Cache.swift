internal import AgentPrimitives

extension AnthropicRequestEncoder {
    /// Blocks that cannot be marked themselves.
    private static let unmarkable: Set<String> = ["thinking", "redacted_thinking"]

    /// Marks the block before a cache point, also when that is the end of an earlier message.
    mutating func attach(_ hint: CacheHint, at place: AnthropicPlace) {
        guard let position = turns.lastIndex(where: { !$0.isEmpty }), let block = turns[position].last else {
            return lose("\(place)", "there is nothing before it to cache")
        }
        guard !Self.unmarkable.contains(block["type"]?.stringValue ?? "") else {
            return lose("\(place)", "a block of thinking cannot be marked for the cache")
        }
        guard block["cache_control"] == nil else { return }
        guard let control = breakpoint(hint, at: "\(place)") else { return }
        _ = turns[position].changeLast { $0["cache_control"] = control }
    }

    /// The mark for a breakpoint; `nil` when all are taken.
    mutating func breakpoint(_ hint: CacheHint, at path: String) -> JSONValue? {
        guard freeBreakpoints > 0 else {
            lose(path, "this API takes 4 cache breakpoints at most")
            return nil
        }
        freeBreakpoints -= 1
        return cacheControl(hint, at: path)
    }

    mutating func cacheControl(_ hint: CacheHint, at path: String) -> JSONValue {
        var control: JSONObject = ["type": "ephemeral"]
        if let lifetime = hint.lifetime {
            if lifetime == "5m" || lifetime == "1h" {
                control["ttl"] = .string(lifetime)
            } else {
                lose("\(path).lifetime", "this API caches for 5m or 1h, not for \(lifetime)")
            }
        }
        return .object(control)
    }
}
