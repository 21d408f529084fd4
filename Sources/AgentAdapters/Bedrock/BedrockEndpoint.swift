internal import AgentNetwork

/// What the address of a Bedrock server tells.
enum BedrockEndpoint {
    /// The oldest region, where an address names none; a server of Amazon always does.
    private static let fallbackRegion = "us-east-1"

    /// The region in a host such as `bedrock-runtime.us-west-2.amazonaws.com`, with whatever stands around it.
    static func region(ofHost host: String) -> String {
        let labels = host.split(separator: ".")
        guard let service = labels.firstIndex(where: { $0.hasPrefix("bedrock-runtime") }),
            labels.indices.contains(service + 1), labels[service + 1].contains("-")
        else { return fallbackRegion }
        return String(labels[service + 1])
    }

    /// The `Host` field of a call to that address.
    static func hostField(of url: HTTPURL) -> String {
        let text = url.description
        guard let scheme = text.range(of: "://") else { return url.host }
        return String(text[scheme.upperBound...].prefix { $0 != "/" })
    }
}

extension String {
    /// The place of a text; without Foundation.
    fileprivate func range(of other: String) -> Range<Index>? { ranges(of: other).first }
}
