internal import Foundation
import Testing

@testable internal import AgentNetwork

/// Whatever becomes of a connection, its descriptor is given back.
@Suite(.timeLimit(.minutes(5)))
struct DescriptorTests {
    /// Linux lists them in /proc, macOS in /dev.
    private static let folder = ["/proc/self/fd", "/dev/fd"].first { FileManager.default.fileExists(atPath: $0) }

    private func openDescriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: #require(Self.folder)).count
    }

    @Test(.enabled(if: folder != nil), arguments: PollingMechanism.all)
    func `Many connections leave nothing behind`(polling: PollingMechanism) async throws {
        let rounds = 400
        let server = try TestServer { peer, number in
            peer.readHead()
            switch number % 4 {
            case 0: peer.reply("x")
            case 1: peer.reset()
            case 2: peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut")
            default: peer.readToEnd()
            }
        }
        let refused = Endpoint(host: "127.0.0.1", port: try TestServer.unusedPort())
        let before = try openDescriptors()
        try await withGroup(polling) { group in
            var options = HTTPClientOptions.patient
            options.responseHeadTimeout = .milliseconds(1)
            options.maxConnectionsPerOrigin = 1
            let client = HTTPClient(options: options, group: group)
            let request = HTTPRequest(method: .post, url: try server.url())
            var failures = 0
            for _ in 0..<rounds {
                do { _ = try await client.send(request) } catch { failures += 1 }
                do { try await TCPConnection.connect(to: refused, group: group).close() } catch { failures += 1 }
            }
            #expect(failures > rounds)
            client.shutdown()
        }
        server.stop()
        // Other tests open and close descriptors meanwhile; a leak of one per round would stand out all the same.
        #expect(try openDescriptors() - before < rounds / 2)
    }
}
