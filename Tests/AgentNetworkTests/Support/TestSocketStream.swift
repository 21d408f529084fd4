internal import CAgentSystem
internal import Foundation

@testable internal import AgentNetwork

/// One end of a socket pair: a stream that is not TCP.
final class TestSocketStream: SocketStream {
    static var emptiesByShortReads: Bool { false }
    let socket: Socket

    private init(_ descriptor: Int32, loop: EventLoop) throws {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        socket = try Socket(owning: descriptor, endpoint: .unix(path: "/test"), loop: loop)
    }

    var endpoint: Endpoint { socket.endpoint }

    /// - Parameter bufferSize: How many bytes the system holds in each direction, more or less.
    static func pair(on group: EventLoopGroup, bufferSize: Int32? = nil) throws -> (TestSocketStream, TestSocketStream)
    {
        #if canImport(Glibc)
        let type = Int32(SOCK_STREAM.rawValue)
        #else
        let type = SOCK_STREAM
        #endif
        var descriptors: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, type, 0, &descriptors) == 0 else { throw POSIXError(.EMFILE) }
        if var bufferSize {
            for descriptor in descriptors {
                setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bufferSize, socklen_t(MemoryLayout<Int32>.size))
            }
        }
        return (
            try TestSocketStream(descriptors[0], loop: group.next()),
            try TestSocketStream(descriptors[1], loop: group.next())
        )
    }
}
