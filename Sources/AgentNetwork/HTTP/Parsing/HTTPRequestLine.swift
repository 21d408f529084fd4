/// The first line of a request (RFC 9112 section 3).
struct HTTPRequestLine: Equatable {
    let method: HTTPMethod
    /// Origin form, or `*`.
    let target: String
    /// The authority of an absolute form.
    let authority: String?
    let minorVersion: Int

    init(parsing line: ArraySlice<UInt8>) throws(HTTPRejection) {
        let tokenBytes = ASCII.tokenBytes
        let nameEnd = line.firstIndex { !tokenBytes.contains($0) } ?? line.endIndex
        let nameLength = nameEnd - line.startIndex
        guard nameLength > 0, nameLength <= 32, nameEnd < line.endIndex, line[nameEnd] == ASCII.space else {
            throw HTTPRejection(.badRequest, "expected a request line such as 'GET /path HTTP/1.1'")
        }
        // From the end, so that a blank inside the target is found as such.
        let versionStart = line.endIndex - 8
        guard versionStart - 1 > nameEnd, line[versionStart - 1] == ASCII.space else {
            throw HTTPRejection(.badRequest, "expected ' HTTP/1.1' at the end of the request line")
        }
        minorVersion = try Self.minorVersion(line[versionStart...])
        let target = line[(nameEnd + 1)..<(versionStart - 1)]
        guard !target.isEmpty, Self.targetBytes.containsAll(target) else {
            throw HTTPRejection(
                .badRequest, "expected a target of visible ASCII characters without blanks; percent-encode the others")
        }
        method = HTTPMethod(HTTPText.decode(line[..<nameEnd]))
        (self.target, authority) = try Self.reduce(target, for: method)
    }

    private static func minorVersion(_ version: ArraySlice<UInt8>) throws(HTTPRejection) -> Int {
        let start = version.startIndex
        guard version[start] == UInt8(ascii: "H"), version[start + 1] == UInt8(ascii: "T"),
            version[start + 2] == UInt8(ascii: "T"), version[start + 3] == UInt8(ascii: "P"),
            version[start + 4] == UInt8(ascii: "/"), version[start + 6] == UInt8(ascii: "."),
            let major = ASCII.digit(version[start + 5]), let minor = ASCII.digit(version[start + 7])
        else { throw HTTPRejection(.badRequest, "expected HTTP/1.1 at the end of the request line") }
        guard major == 1 else {
            throw HTTPRejection(.versionNotSupported, "expected HTTP/1.0 or HTTP/1.1, found HTTP/\(major).\(minor)")
        }
        return minor
    }

    /// A fragment is never sent.
    private static let targetBytes = ASCIISet.visible.subtracting(ASCIISet("#"))

    private static func reduce(
        _ target: ArraySlice<UInt8>,
        for method: HTTPMethod
    ) throws(HTTPRejection) -> (target: String, authority: String?) {
        if target.first == UInt8(ascii: "/") { return (HTTPText.decode(target), nil) }
        if target.elementsEqual([UInt8(ascii: "*")]) {
            guard method == .options else { throw HTTPRejection(.badRequest, "the target * goes with OPTIONS only") }
            return ("*", nil)
        }
        guard method != .connect else {
            throw HTTPRejection(.notImplemented, "expected a request for this server, found CONNECT: it is no proxy")
        }
        do throws(NetworkError) {
            let url = try HTTPURL(String(decoding: target, as: UTF8.self))
            return (url.target, url.origin.hostField)
        } catch {
            throw HTTPRejection(.badRequest, "expected a target that begins with '/' or is an absolute http URL")
        }
    }
}
