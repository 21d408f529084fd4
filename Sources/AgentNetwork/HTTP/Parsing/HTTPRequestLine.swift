/// The first line of a request (RFC 9112 section 3).
struct HTTPRequestLine: Equatable {
    let method: HTTPMethod
    /// Origin form, or `*`.
    let target: String
    /// The authority of an absolute form.
    let authority: String?
    let minorVersion: Int

    init(parsing line: ArraySlice<UInt8>) throws(HTTPRejection) {
        let name = line.prefix { ASCII.isTokenByte($0) }
        var rest = line.dropFirst(name.count)
        guard !name.isEmpty, name.count <= 32, rest.popFirst() == ASCII.space else {
            throw HTTPRejection(.badRequest, "expected a request line such as 'GET /path HTTP/1.1'")
        }
        // From the end, so that a blank inside the target is found as such.
        guard rest.count >= 9, rest[rest.endIndex - 9] == ASCII.space else {
            throw HTTPRejection(.badRequest, "expected ' HTTP/1.1' at the end of the request line")
        }
        minorVersion = try Self.minorVersion(rest.suffix(8))
        let target = rest.dropLast(9)
        guard !target.isEmpty, target.allSatisfy(Self.targetBytes.contains) else {
            throw HTTPRejection(
                .badRequest, "expected a target of visible ASCII characters without blanks; percent-encode the others")
        }
        method = HTTPMethod(String(decoding: name, as: UTF8.self))
        (self.target, authority) = try Self.reduce(target, for: method)
    }

    private static func minorVersion(_ version: ArraySlice<UInt8>) throws(HTTPRejection) -> Int {
        guard version.starts(with: "HTTP/".utf8), let major = ASCII.digit(version[version.startIndex + 5]),
            version[version.startIndex + 6] == UInt8(ascii: "."), let minor = version.last.flatMap(ASCII.digit)
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
        if target.first == UInt8(ascii: "/") { return (String(decoding: target, as: UTF8.self), nil) }
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
