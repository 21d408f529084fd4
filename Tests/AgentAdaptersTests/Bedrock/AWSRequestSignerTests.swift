import AgentNetwork
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Signatures for Amazon Web Services")
struct AWSRequestSignerTests {
    /// The keys and the time of Amazon's published test suite.
    private static let secretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    private static let time = Timestamp(microseconds: 1_440_938_160_000_000)

    struct Vector: Sendable, CustomTestStringConvertible {
        var name: String
        var path = "/"
        var query: String?
        var method = "GET"
        var body = ""
        var fields: [(name: String, value: String)] = []
        var token: String?
        var signed: String
        var signature: String

        var testDescription: String { name }
    }

    @Test(
        "are those of the published test suite",
        arguments: [
            Vector(
                name: "get-vanilla", signed: "host;x-amz-date",
                signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            Vector(
                name: "get-vanilla-query-order-key-case", query: "Param2=value2&Param1=value1",
                signed: "host;x-amz-date", signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
            ),
            Vector(
                name: "get-space-unnormalized", path: "/example space/", signed: "host;x-amz-date",
                signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
            Vector(
                name: "get-utf8", path: "/ሴ", signed: "host;x-amz-date",
                signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
            Vector(
                name: "get-header-value-trim", fields: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
                signed: "host;my-header1;my-header2;x-amz-date",
                signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
            Vector(
                name: "get-vanilla-with-session-token",
                token: "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
                signed: "host;x-amz-date;x-amz-security-token",
                signature: "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"),
            Vector(
                name: "post-x-www-form-urlencoded, as older suites have it", method: "POST", body: "Param1=value1",
                fields: [("Content-Type", "application/x-www-form-urlencoded")], signed: "content-type;host;x-amz-date",
                signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
        ])
    func published(_ vector: Vector) {
        let keys = AWSKeys(
            accessKey: "AKIDEXAMPLE", secretKey: Secret(Self.secretKey), sessionToken: vector.token.map { Secret($0) })
        let signer = AWSRequestSigner(keys: keys, region: "us-east-1", service: "service")
        var headers = HTTPHeaders(vector.fields)
        headers.add("Accept", "*/*")
        signer.sign(
            AWSRequestSigner.Request(
                method: vector.method, path: vector.path, query: vector.query, host: "example.amazonaws.com",
                body: Array(vector.body.utf8)),
            headers: &headers, at: Self.time)
        #expect(headers["x-amz-date"] == "20150830T123600Z")
        #expect(headers["x-amz-security-token"] == vector.token)
        #expect(
            headers["authorization"]
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=\(vector.signed), Signature=\(vector.signature)")
    }

    private func authorized(_ secret: String, _ url: String, body: JSONValue, region: String? = nil) throws
        -> HTTPHeaders
    {
        var call = UpstreamCall(path: "", headers: ["Content-Type": "application/json"], body: body)
        try BedrockDialect(region: region).authorize(&call, with: Secret(secret), for: HTTPURL(url), at: Self.time)
        return call.headers
    }

    @Test("of a Bedrock call are those of Amazon's own client: the encoded path is encoded once more")
    func bedrock() throws {
        let remote = try authorized(
            "AKIDEXAMPLE:\(Self.secretKey):TOKEN",
            "https://bedrock-runtime.us-west-2.amazonaws.com/model/anthropic.claude-3-5-sonnet-20241022-v2%3A0/converse-stream",
            body: ["messages": []])
        #expect(
            remote["authorization"]
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-west-2/bedrock/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, "
                + "Signature=5b90dac0343c708c6821ca307591dd6cda4708139abd14e32b150c4d271bc2f1")
        let local = try authorized(
            "AKIDEXAMPLE:\(Self.secretKey)", "http://127.0.0.1:8080/model/m/converse", body: [:], region: "us-west-2")
        #expect(
            local["authorization"]?.hasSuffix(
                "Signature=ef095da8bb819a019736a3ce244a22b626bcb58c8de7da200ff82006ab088d33") == true)
        #expect(local["x-amz-security-token"] == nil)
    }

    @Test("are not made with a bearer key, and not with half a pair")
    func credentials() throws {
        let headers = try authorized("ABSK-key+/=", "https://bedrock-runtime.us-east-1.amazonaws.com/x", body: [:])
        #expect(headers["authorization"] == "Bearer ABSK-key+/=")
        #expect(headers["x-amz-date"] == nil)
        for secret in ["AKID:", ":secret", "a:b:", "a:b:c:d"] {
            let error = #expect(throws: ModelError.self) { try authorized(secret, "https://a.example/", body: [:]) }
            #expect(error?.code == .authentication && error?.message.contains(secret) == false)
        }
    }

    @Test("name the region of the address")
    func region() {
        let regions = [
            "bedrock-runtime.eu-central-1.amazonaws.com": "eu-central-1",
            "bedrock-runtime-fips.us-gov-west-1.amazonaws.com": "us-gov-west-1",
            "vpce-0a.bedrock-runtime.ap-south-1.vpce.amazonaws.com": "ap-south-1", "127.0.0.1": "us-east-1",
        ]
        for (host, region) in regions { #expect(BedrockEndpoint.region(ofHost: host) == region) }
    }

    private struct Names: SecretSource {
        var values: [String: String]
        func secret(named name: String) async throws -> Secret? { values[name].map { Secret($0) } }
    }

    @Test("find their keys under the names of Amazon's own tools")
    func environment() async throws {
        let pair = ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "OTHER": "o"]
        let session = pair.merging(["AWS_SESSION_TOKEN": "T"]) { $1 }
        let bearer = session.merging(["AWS_BEARER_TOKEN_BEDROCK": "B"]) { $1 }
        func find(_ name: String, _ values: [String: String]) async throws -> String? {
            try await AWSSecretSource(Names(values: values)).secret(named: name)?.reveal()
        }
        #expect(try await find("AWS_ACCESS_KEY_ID", pair) == "A:S")
        #expect(try await find(AWSSecretSource.anyKey, session) == "A:S:T")
        #expect(try await find(AWSSecretSource.anyKey, bearer) == "B")
        #expect(try await find(AWSSecretSource.anyKey, ["AWS_ACCESS_KEY_ID": "A"]) == nil)
        #expect(try await find("OTHER", pair) == "o")
    }
}
