import AgentNetwork
import Foundation
import Synchronization

/// The pages of ``HTTPPeer``.
final class HTTPPeerRoutes: Sendable {
    private let root: String?
    /// Those whose statistics are shown.
    private let servers = Mutex<[HTTPServer]>([])
    private let slowRequests = Mutex((waiting: 0, cancelled: 0))

    init(root: String?) {
        self.root = root
    }

    func watch(_ server: HTTPServer) {
        servers.withLock { $0.append(server) }
    }

    func answer(_ request: HTTPServerRequest) async throws -> HTTPServerResponse {
        switch request.path {
        case "/hello": return .text("hello\n")
        case "/echo": return echo(request)
        case "/count": return try await count(request)
        case "/chunks": return chunks(Self.number("n", of: request))
        case "/big": return big(Self.number("bytes", of: request))
        case "/headers": return .text(request.headers.map { "\($0.name): \($0.value)\n" }.joined())
        case "/slow": return try await waitUntilCancelled()
        case "/sse": return events(Self.number("n", of: request))
        case "/trailers": return trailers()
        case "/stats": return .json(try Array(JSONEncoder().encode(report)))
        case "/ws":
            return .webSocket(request) { socket in try await WebSocketEchoServer.echo(socket) }
        case let path where path.hasPrefix("/status/"):
            guard let code = Int(path.dropFirst(8)), (200...599).contains(code) else { break }
            return .text("\(code)\n", status: HTTPStatus(code))
        case let path where path.hasPrefix("/files/"):
            return file(path.dropFirst(7))
        default: break
        }
        return .text("not found\n", status: 404)
    }

    private static func number(_ name: String, of request: HTTPServerRequest) -> Int {
        let fields = request.query?.split(separator: "&") ?? []
        let value = fields.first { $0.hasPrefix("\(name)=") }?.dropFirst(name.count + 1)
        return value.flatMap { Int($0) } ?? 3
    }

    private func echo(_ request: HTTPServerRequest) -> HTTPServerResponse {
        guard request.method == .post else { return .text("expected POST\n", status: 405) }
        var headers = HTTPHeaders()
        headers["Content-Type"] = request.headers["Content-Type"]
        return HTTPServerResponse(
            headers: headers,
            body: .stream { writer in
                while let bytes = try await request.body.next() { try await writer.write(bytes) }
            })
    }

    private func count(_ request: HTTPServerRequest) async throws -> HTTPServerResponse {
        var count = 0
        while let bytes = try await request.body.next() { count += bytes.count }
        return .text("\(count)\n")
    }

    private func chunks(_ count: Int) -> HTTPServerResponse {
        HTTPServerResponse(
            headers: ["Content-Type": "text/plain"],
            body: .stream { writer in
                for number in 0..<count { try await writer.write(Array("chunk \(number)\n".utf8)) }
            })
    }

    private func big(_ count: Int) -> HTTPServerResponse {
        HTTPServerResponse(
            body: .stream(length: count) { writer in
                let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 64 * 1024)
                var rest = count
                while rest > 0 {
                    let next = min(rest, piece.count)
                    try await writer.write(next == piece.count ? piece : Array(piece[..<next]))
                    rest -= next
                }
            })
    }

    private func events(_ count: Int) -> HTTPServerResponse {
        HTTPServerResponse(
            headers: ["Content-Type": "text/event-stream"],
            body: .stream { writer in
                let encoder = ServerSentEventEncoder()
                try await writer.write(encoder.comment("start"))
                for number in 0..<count {
                    let event = ServerSentEvent(
                        event: "tick", data: "first \(number)\nsecond \(number)", id: "\(number)")
                    try await writer.write(encoder.encode(event))
                }
            })
    }

    private func trailers() -> HTTPServerResponse {
        HTTPServerResponse(
            headers: ["Trailer": "X-Checksum"],
            body: .stream { writer in
                try await writer.write(Array("with trailers\n".utf8))
                try writer.setTrailers(["X-Checksum": "42"])
            })
    }

    private func file(_ name: Substring) -> HTTPServerResponse {
        guard let root, !name.split(separator: "/").contains(".."),
            let data = FileManager.default.contents(atPath: "\(root)/\(name)")
        else { return .text("not found\n", status: 404) }
        return HTTPServerResponse(body: .bytes(Array(data)))
    }

    private func waitUntilCancelled() async throws -> HTTPServerResponse {
        slowRequests.withLock { $0.waiting += 1 }
        defer {
            slowRequests.withLock { counts in
                counts.waiting -= 1
                counts.cancelled += 1
            }
        }
        while true { try await Task.sleep(for: .seconds(3600)) }
    }
}

// MARK: Statistics

extension HTTPPeerRoutes {
    /// The sums over all sockets.
    private struct Report: Encodable {
        var requests = 0
        var responses = 0
        var malformedRequests = 0
        var oversizedRequests = 0
        var slowRequests = 0
        var handlerErrors = 0
        var disconnects = 0
        var handshakeFailures = 0
        var accepted = 0
        var active = 0
        var acceptFailures = 0
        /// Requests for `/slow`.
        var waiting = 0
        var cancelled = 0
        let process = ProcessUsage.current
    }

    private var report: Report {
        var report = Report()
        (report.waiting, report.cancelled) = slowRequests.withLock { $0 }
        for statistics in servers.withLock({ $0.map(\.statistics) }) {
            report.requests += statistics.requests
            report.responses += statistics.responses
            report.malformedRequests += statistics.malformedRequests
            report.oversizedRequests += statistics.oversizedRequests
            report.slowRequests += statistics.slowRequests
            report.handlerErrors += statistics.handlerErrors
            report.disconnects += statistics.disconnects
            report.handshakeFailures += statistics.handshakeFailures
            report.accepted += statistics.listener.accepted
            report.active += statistics.listener.active
            report.acceptFailures += statistics.listener.acceptFailures
        }
        return report
    }
}
