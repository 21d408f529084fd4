/// Reads `data:` addresses (RFC 2397) and knows usual types of media by their first bytes.
enum DataAddress {
    /// The type and the base64 text; `nil` for any other address.
    static func read(_ address: String) -> (type: String, data: String)? {
        guard address.hasPrefix("data:"), let comma = address.firstIndex(of: ",") else { return nil }
        let head = address[..<comma].dropFirst(5).split(separator: ";", omittingEmptySubsequences: false)
        guard head.last == "base64", let type = head.first else { return nil }
        return (type == "base64" ? "" : String(type), String(address[address.index(after: comma)...]))
    }

    /// The type of some bytes in base64; `nil` when it is not a usual one.
    static func type(ofBase64 data: String) -> String? {
        signatures.first { data.hasPrefix($0.prefix) }?.type
    }

    private static let signatures: [(prefix: String, type: String)] = [
        ("iVBORw0KGgo", "image/png"), ("/9j/", "image/jpeg"), ("R0lGOD", "image/gif"), ("UklGR", "image/webp"),
        ("JVBERi", "application/pdf"),
    ]
}
