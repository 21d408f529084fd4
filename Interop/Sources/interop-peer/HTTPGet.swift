import AgentNetwork
import Foundation

/// One or more requests with one client; prints a line with the status and then the content of each response.
struct HTTPGet {
    static let options = [
        "--ca": 1, "--cert": 1, "--key": 1, "--post": 1, "--redirects": 1, "--proxy": 1, "--repeat": 1,
        "--chunked": 0, "--expect": 0,
    ]

    private let client: HTTPClient
    private let request: HTTPRequest
    private let repetitions: Int

    init(_ arguments: ArgumentList) async throws {
        guard arguments.rest.count == 1 else { throw UsageError("expected one URL") }
        var options = HTTPClientOptions()
        options.proxies = .none
        options.connectTimeout = .seconds(5)
        options.readTimeout = .seconds(10)
        options.responseHeadTimeout = .seconds(10)
        if let proxy = arguments.text("--proxy") {
            options.proxies = HTTPProxySettings(all: try HTTPProxy(proxy))
            options.proxies.bypassesLoopback = false
        }
        options.redirects = .follow(max: try arguments.number("--redirects", default: 0))
        if let file = arguments.text("--ca") {
            options.tls.roots = .pem(Array(try Data(contentsOf: URL(fileURLWithPath: file))))
        }
        if let certificate = arguments.text("--cert"), let key = arguments.text("--key") {
            options.tls.identity = try await TLSIdentity.load(certificateChainFile: certificate, privateKeyFile: key)
        }
        client = HTTPClient(options: options)
        request = try Self.request(arguments)
        repetitions = try arguments.number("--repeat", default: 1)
    }

    private static func request(_ arguments: ArgumentList) throws -> HTTPRequest {
        var request = HTTPRequest(url: try HTTPURL(arguments.rest[0]))
        guard let file = arguments.text("--post") else { return request }
        let content = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
        request.method = .post
        request.headers["Content-Type"] = "application/octet-stream"
        request.expectsContinue = arguments.has("--expect")
        request.body = arguments.has("--chunked") ? .stream { try await $0.write(content) } : .bytes(content)
        return request
    }

    func run() async throws {
        for _ in 0..<repetitions {
            try await client.withResponse(to: request) { response in
                // All of it first: what is printed has come to its end.
                let content = try await response.body.collect(maxBytes: 64 << 20)
                FileHandle.standardOutput.write(Data("\(response.status) \(response.reason)\n".utf8) + content)
                for field in response.body.trailers {
                    FileHandle.standardError.write(Data("trailer \(field.name): \(field.value)\n".utf8))
                }
            }
        }
        client.shutdown()
    }
}
