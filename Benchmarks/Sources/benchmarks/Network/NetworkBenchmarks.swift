import AgentNetwork
import Foundation

/// The network beside programs that do the same: nginx under wrk, and Python's `websockets`.
///
/// Every server is a process of its own; load generator and server share the machine's cores.
enum NetworkBenchmarks {
    /// Starts the servers of the chosen benchmarks only; names what it leaves out for want of a program.
    ///
    /// - Parameter prefixes: Beginnings of the names that are chosen; none chooses all.
    static func all(_ prefixes: [String]) async throws -> [Benchmark] {
        var benchmarks: [Benchmark] = []
        if isChosen("http/", prefixes) {
            if ChildProcess.exists("wrk"), ChildProcess.exists("nginx") {
                benchmarks += try await http()
            } else {
                complain("http/ needs wrk and nginx; make bench installs them")
            }
            benchmarks += try await idle(connections: 10_000)
        }
        if isChosen("websocket/", prefixes) { benchmarks.append(try await webSocketEcho()) }
        if isChosen("udp/", prefixes) { benchmarks += try await datagrams() }
        return benchmarks
    }

    private static func isChosen(_ suite: String, _ prefixes: [String]) -> Bool {
        prefixes.isEmpty || prefixes.contains { $0.hasPrefix(suite) || suite.hasPrefix($0) }
    }

    private static func http() async throws -> [Benchmark] {
        let nginx = try await Nginx()
        let plain = try ChildProcess(.plain)
        let proxy = try ChildProcess(.proxy, ["\(nginx.plainPort)"])
        let script = try Wrk.kilobyteScript()
        return [
            Benchmark(
                "http/plain/64 connections", .operationsPerSecond, target: .timesPeer(0.8),
                peer: Benchmark.Peer(name: "nginx") { try Wrk.requests(to: nginx.plainPort) }
            ) { try Wrk.requests(to: plain.port) },
            Benchmark(
                "http/proxy/64 connections", .operationsPerSecond, target: .timesPeer(0.6),
                peer: Benchmark.Peer(name: "nginx") { try Wrk.requests(to: nginx.proxyPort, script: script) }
            ) { try Wrk.requests(to: proxy.port, script: script) },
        ]
    }

    private static func webSocketEcho() async throws -> Benchmark {
        let width = 32
        let load = try await WebSocketLoad(server: try ChildProcess(.echo), connections: width)
        return Benchmark(
            "websocket/echo/64B", .operationsPerSecond, peer: try await pythonPeer(connections: width)
        ) { try await load.run(messagesEach: 100) }
    }

    private static func pythonPeer(connections: Int) async throws -> Benchmark.Peer? {
        guard let server = try await pythonEcho() else { return nil }
        let load = try await WebSocketLoad(server: server, connections: connections)
        return Benchmark.Peer(name: "Python websockets") { try await load.run(messagesEach: 100) }
    }

    private static func pythonEcho() async throws -> ChildProcess? {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
            .path
        let python = package + "/.build/peers/bin/python"
        guard FileManager.default.isExecutableFile(atPath: python) else {
            complain("the peer of websocket/ needs Python's websockets; make bench installs it")
            return nil
        }
        let port = try await Nginx.freePort()
        let process = try ChildProcess(python, [package + "/Peers/echo.py", "\(port)"], port: port)
        try await Nginx.waitForListener(port)
        return process
    }

    /// Connections that have served a request and are kept: the server's memory, and how long a request on one of them takes.
    private static func idle(connections count: Int) async throws -> [Benchmark] {
        let clients = try await IdleConnections(server: try ChildProcess(.plain), count: count)
        return [
            Benchmark("http/idle/\(count) connections, memory", .megabytes, target: .atMost(150)) {
                clients.server.residentBytes
            },
            Benchmark("http/idle/\(count) connections, slowest of 200 requests", .microseconds, target: .atMost(5000)) {
                try await clients.slowestRequest(of: 200)
            },
        ]
    }

    private static func datagrams() async throws -> [Benchmark] {
        let server = try ChildProcess(.mxp)
        let load = try await MXPEcho.Load(server: server, sockets: 32)
        let single = try await MXPEcho.Load(server: server, sockets: 1)
        return [
            Benchmark("udp/mxp round trip/64B, 32 at once", .operationsPerSecond) {
                try await load.run(roundTripsEach: 500).count
            },
            Benchmark("udp/mxp round trip/64B, p99 of 2000", .microseconds) {
                let times = try await single.run(roundTripsEach: 2000).sorted()
                return times[times.count * 99 / 100]
            },
        ]
    }

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data("left out: \(text)\n".utf8))
    }
}
