internal import AgentNetwork
internal import CAgentSystem
internal import Foundation

/// A proxy that opens tunnels, for tests of whoever asks it to; it passes bytes on until either side ends.
struct TestProxy: Sendable {
    let server: TestServer
    /// The heads of the requests it got.
    let heads = Recorder<[String]>([])

    init() throws {
        let heads = heads
        server = try TestServer { peer, _ in
            let head = peer.readHead()
            heads.change { $0.append(head) }
            guard let origin = Self.connect(head) else { return peer.write("HTTP/1.1 502 Bad Gateway\r\n\r\n") }
            peer.write("HTTP/1.1 200 Connected\r\n\r\n")
            Self.pass(
                (peer.descriptor, { peer.readSome() }, { peer.write($0) }),
                (origin.descriptor, { origin.readSome() }, { origin.write($0) }))
        }
    }

    /// A proxy that is itself spoken to over TLS.
    init(_ settings: TLSTestServer.Settings) throws {
        let heads = heads
        server = try TLSTestServer(settings) { peer in
            let head = peer.read(until: "\r\n\r\n")
            heads.change { $0.append(head) }
            guard let origin = Self.connect(head) else { return }
            peer.write("HTTP/1.1 200 Connected\r\n\r\n")
            Self.pass(
                (peer.peer.descriptor, { peer.readSome() }, { peer.write($0) }),
                (origin.descriptor, { origin.readSome() }, { origin.write($0) }))
        }.server
    }

    func stop() { server.stop() }

    /// Connects to the target of a `CONNECT` request.
    private static func connect(_ head: String) -> TestPeer? {
        guard let match = head.firstMatch(of: /^CONNECT [^ ]*:(\d+) HTTP\/1.1\r\n/), let port = UInt16(match.1) else {
            return nil
        }
        // Whatever its name, the target is a test's server.
        var address = agent_address()
        guard agent_address_parse("127.0.0.1", port, &address) else { return nil }
        let descriptor = agent_socket_open_stream(agent_address_family(&address))
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        return agent_socket_connect(descriptor, &address) == 0 ? TestPeer(descriptor: descriptor) : nil
    }

    private typealias Side = (descriptor: Int32, read: () -> [UInt8], write: ([UInt8]) -> Void)

    /// Both ways on one thread: a TLS session must not be used by two.
    private static func pass(_ one: Side, _ other: Side) {
        var polled = [
            pollfd(fd: one.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: other.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        defer { agent_close(other.descriptor) }
        while poll(&polled, 2, -1) > 0 {
            for (index, (from, to)) in [(one, other), (other, one)].enumerated() where polled[index].revents != 0 {
                let bytes = from.read()
                guard !bytes.isEmpty else { return }
                to.write(bytes)
            }
        }
    }
}
