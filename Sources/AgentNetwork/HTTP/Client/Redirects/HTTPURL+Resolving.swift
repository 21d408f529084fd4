extension HTTPURL {
    /// The URL that a reference means when it is found at this one (RFC 3986 section 5.2).
    ///
    /// Characters that a reference should have percent-encoded are encoded, as browsers do; control characters are refused. A
    /// fragment is dropped.
    ///
    /// - Throws: `invalidURL`, also for schemes other than `http` and `https`.
    func resolving(_ reference: String) throws(NetworkError) -> HTTPURL {
        let text = try Self.percentEncoding(reference.utf8.prefix { $0 != UInt8(ascii: "#") })
        return try HTTPURL(absolute(text)).withoutDotSegments()
    }

    /// The text of the URL that a reference means, dot segments and all.
    private func absolute(_ text: String) throws(NetworkError) -> String {
        if Self.hasScheme(text) {
            // `http:path` was a relative reference once; nobody agrees on what it means.
            guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
                throw NetworkError(.invalidURL, "expected // after the scheme of a URL")
            }
            return text
        }
        if text.hasPrefix("//") { return "\(origin.scheme):\(text)" }
        if text.hasPrefix("/") { return "\(origin)\(text)" }
        if text.isEmpty { return description }
        if text.hasPrefix("?") { return "\(origin)\(path)\(text)" }
        let path = path
        return "\(origin)\(path[...(path.lastIndex(of: "/") ?? path.startIndex)])\(text)"
    }

    /// The URL with `.` and `..` in its path resolved (RFC 3986 section 5.2.4).
    private func withoutDotSegments() -> HTTPURL {
        let path = path
        guard path.utf8.contains(UInt8(ascii: ".")) else { return self }
        var segments: [Substring] = []
        var endsInFolder = false
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            endsInFolder = segment == "." || segment == ".."
            if segment == ".." {
                _ = segments.popLast()
            } else if segment != "." {
                segments.append(segment)
            }
        }
        if endsInFolder { segments.append("") }
        return HTTPURL(origin: origin, target: "/" + segments.joined(separator: "/") + (query.map { "?\($0)" } ?? ""))
    }

    /// A colon before the first `/`, `?` or `#` ends a scheme, or stands where only a scheme may have one.
    private static func hasScheme(_ text: String) -> Bool {
        text.utf8.first { ":/?".utf8.contains($0) } == ASCII.colon
    }

    private static func percentEncoding(_ text: Substring.UTF8View) throws(NetworkError) -> String {
        var bytes: [UInt8] = []
        for byte in text {
            guard byte >= ASCII.space, byte != 0x7F else {
                throw NetworkError(.invalidURL, "expected no control characters in a URL, found one")
            }
            guard byte == ASCII.space || byte >= 0x80 || "\"<>\\^`{|}".utf8.contains(byte) else {
                bytes.append(byte)
                continue
            }
            bytes.append(UInt8(ascii: "%"))
            bytes.append(contentsOf: String(byte, radix: 16, uppercase: true).utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
