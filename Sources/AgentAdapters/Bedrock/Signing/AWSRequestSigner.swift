internal import AgentNetwork
internal import AgentPrimitives
internal import AgentWire

/// Signs HTTP requests with AWS Signature Version 4 in the `Authorization` header.
///
/// The source is "Create a signed AWS API request" in the AWS IAM user guide. The path is not normalized: a request that is
/// signed here has no dot segments.
struct AWSRequestSigner: Sendable {
    /// What of a request is signed.
    struct Request: Sendable {
        var method = "POST"
        /// As in the request line; whatever is percent-encoded in it is encoded once more, as the service does.
        var path: String
        /// Percent-encoded, without the question mark.
        var query: String?
        var host: String
        var body: [UInt8]
    }

    let keys: AWSKeys
    let region: String
    let service: String

    /// Fields that programs on the way may change.
    private static let unsigned: Set<String> = [
        "accept", "accept-encoding", "authorization", "connection", "content-length", "expect", "host",
        "transfer-encoding", "user-agent", "x-amzn-trace-id",
    ]

    /// Adds date, session token and signature to a request's headers.
    func sign(_ request: Request, headers: inout HTTPHeaders, at time: Timestamp) {
        let instant = Self.basicFormat(time)
        let date = instant.prefix(8)
        headers["X-Amz-Date"] = instant
        if let token = keys.sessionToken { headers["X-Amz-Security-Token"] = token.reveal() }
        let fields = Self.canonicalFields(headers, host: request.host)
        let signedNames = fields.map(\.name).joined(separator: ";")
        let canonical = [
            request.method, Self.encode(request.path, keeping: "/"), Self.canonicalQuery(request.query),
            fields.map { "\($0.name):\($0.value)\n" }.joined(), signedNames,
            SHA256Digest(of: request.body).description,
        ].joined(separator: "\n")
        let scope = "\(date)/\(region)/\(service)/aws4_request"
        let text = "AWS4-HMAC-SHA256\n\(instant)\n\(scope)\n\(SHA256Digest(of: canonical.utf8))"
        let key = [String(date), region, service, "aws4_request"].reduce(
            Array("AWS4\(keys.secretKey.reveal())".utf8)
        ) { key, message in
            HMACSHA256.code(for: Array(message.utf8), key: key)
        }
        let signature = Hexadecimal.encode(HMACSHA256.code(for: Array(text.utf8), key: key))
        headers["Authorization"] =
            "AWS4-HMAC-SHA256 Credential=\(keys.accessKey)/\(scope), SignedHeaders=\(signedNames), Signature=\(signature)"
    }

    /// Names in lower case and in order, values with single blanks.
    private static func canonicalFields(_ headers: HTTPHeaders, host: String) -> [(name: String, value: String)] {
        var values: [String: [String]] = ["host": [host]]
        for field in headers {
            let name = field.name.lowercased()
            guard !unsigned.contains(name) else { continue }
            let words = field.value.split { $0 == " " || $0 == "\t" }
            values[name, default: []].append(words.joined(separator: " "))
        }
        return values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.joined(separator: ",")) }
    }

    private static func canonicalQuery(_ query: String?) -> String {
        let pairs = (query ?? "").split(separator: "&").map { pair -> (name: Substring, value: Substring) in
            let name = pair.prefix { $0 != "=" }
            return (name, pair.dropFirst(name.count + 1))
        }
        // By code units, and values only among equal names.
        return pairs.sorted { left, right in
            left.name == right.name
                ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
                : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    /// Such as `20150830T123600Z`.
    private static func basicFormat(_ time: Timestamp) -> String {
        time.description.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }

    /// Percent-encodes everything but the unreserved characters of RFC 3986 and those in `kept`.
    static func encode(_ text: String, keeping kept: String = "") -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case _ where kept.utf8.contains(byte):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += byte < 16 ? "%0" : "%"
                encoded += String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
