extension HTTPHeaders {
    /// The codings of the content in the order in which they were applied, in lower case with commas between them; nil when
    /// there is none (RFC 9110 section 8.4).
    var contentCoding: String? {
        let codings = listElements(of: "Content-Encoding").filter { !$0.equalsIgnoringASCIICase("identity") }
        guard !codings.isEmpty else { return nil }
        return codings.map { String(Substring($0)).lowercased() }.joined(separator: ", ")
    }
}
