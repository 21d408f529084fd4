import AgentNetwork
import Dispatch
import Foundation

/// A server with something for every kind of client, on up to three sockets at once.
struct HTTPPeer {
    static let options = [
        "--port": 1, "--tls-port": 1, "--unix": 1, "--tls": 2, "--client-ca": 1, "--root": 1, "--poll": 0,
    ]

    private let servers: [HTTPServer]
    /// Where they listen, as printed.
    private let places: Places

    private struct Places: Encodable {
        var http: UInt16 = 0
        var https: UInt16?
        var unix: String?
        let pid = ProcessInfo.processInfo.processIdentifier
    }

    init(_ arguments: ArgumentList) async throws {
        let group = arguments.has("--poll") ? try EventLoopGroup(polling: .portable) : try EventLoopGroup.shared
        var options = HTTPServerOptions()
        options.drainTimeout = .seconds(2)
        let routes = HTTPPeerRoutes(root: arguments.text("--root"))
        func bind(_ endpoint: Endpoint, _ tls: TLSServerContext? = nil) async throws -> HTTPServer {
            let server = try await HTTPServer.bind(to: endpoint, tls: tls, options: options, group: group) { request in
                try await routes.answer(request)
            }
            routes.watch(server)
            return server
        }
        let plain = try await bind(Endpoint(host: "127.0.0.1", port: arguments.number("--port", default: 0)))
        var servers = [plain]
        var places = Places(http: plain.port)
        if let files = arguments.texts("--tls") {
            let context = try await Self.context(files, clientAuthority: arguments.text("--client-ca"))
            let port: UInt16 = try arguments.number("--tls-port", default: 0)
            servers.append(try await bind(Endpoint(host: "127.0.0.1", port: port), context))
            places.https = servers[1].port
        }
        if let path = arguments.text("--unix") {
            servers.append(try await bind(.unix(path: path)))
            places.unix = path
        }
        self.servers = servers
        self.places = places
    }

    /// Prints where the server listens as one line of JSON, and serves until SIGTERM; the requests at hand may end.
    func run() async throws {
        signal(SIGTERM, SIG_IGN)
        let termination = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
        termination.setEventHandler { [servers] in
            for server in servers { server.beginGracefulShutdown() }
        }
        termination.resume()
        FileHandle.standardOutput.write(try JSONEncoder().encode(places) + Data("\n".utf8))
        await withDiscardingTaskGroup { group in
            for server in servers { group.addTask { await server.run() } }
        }
        termination.cancel()
    }

    private static func context(_ files: [String], clientAuthority: String?) async throws -> TLSServerContext {
        let identity = try await TLSIdentity.load(certificateChainFile: files[0], privateKeyFile: files[1])
        var options = TLSServerOptions(identity: identity)
        if let clientAuthority {
            let pem = try Data(contentsOf: URL(fileURLWithPath: clientAuthority))
            options.clientVerification = .required(.pem(Array(pem)))
        }
        return try TLSServerContext(options: options)
    }
}
