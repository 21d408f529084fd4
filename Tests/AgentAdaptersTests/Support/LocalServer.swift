import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An HTTP server on 127.0.0.1 that answers with whatever bytes a test wants, on a thread of its own.
final class LocalServer: Sendable {
    /// One request as it came.
    struct Request: Sendable {
        var head: String
        var body: String
    }

    /// What to do with a connection after a request.
    enum Step: Sendable {
        case send(String)
        /// Closes the connection in an orderly way.
        case close
        /// Breaks the connection off.
        case reset
        /// Waits until the client closes.
        case holdUntilClosed
    }

    let port: UInt16
    private let listener: Int32
    private let received = Mutex<[Request]>([])
    /// One element per connection that the client closed while it was held.
    let closedByClient: AsyncStream<Void>
    private let closings: AsyncStream<Void>.Continuation

    init(answer: @escaping @Sendable (Request) -> [Step]) throws {
        (closedByClient, closings) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(16))
        listener = socket(AF_INET, Self.streamSocket, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                // Closed here and not in `stop`, so that the number is not given to another socket while `accept` waits.
                guard connection >= 0 else { return _ = close(listener) }
                Thread.detachNewThread { [self] in serve(connection, answer) }
            }
        }
    }

    var url: String { "http://127.0.0.1:\(port)/v1" }
    var requests: [Request] { received.withLock { $0 } }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    #if canImport(Darwin)
    private static let streamSocket = SOCK_STREAM
    /// Tests ignore SIGPIPE there; Linux says so with each write.
    private static let sendFlags: Int32 = 0
    #else
    private static let streamSocket = Int32(SOCK_STREAM.rawValue)
    private static let sendFlags = Int32(MSG_NOSIGNAL)
    #endif

    private func serve(_ connection: Int32, _ answer: (Request) -> [Step]) {
        while let request = read(connection) {
            received.withLock { $0.append(request) }
            for step in answer(request) {
                switch step {
                case .send(let text):
                    let bytes = Array(text.utf8)
                    var sent = 0
                    while sent < bytes.count {
                        let count = send(connection, Array(bytes[sent...]), bytes.count - sent, Self.sendFlags)
                        guard count > 0 else { return _ = close(connection) }
                        sent += count
                    }
                case .close:
                    return _ = close(connection)
                case .reset:
                    var linger = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(
                        connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
                    return _ = close(connection)
                case .holdUntilClosed:
                    var byte: UInt8 = 0
                    while recv(connection, &byte, 1, 0) > 0 {}
                    closings.yield()
                    return _ = close(connection)
                }
            }
        }
        close(connection)
    }

    private func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                let length = head.lowercased().split(separator: "\r\n").compactMap { line in
                    line.hasPrefix("content-length:")
                        ? Int(line.dropFirst(15).trimmingCharacters(in: .whitespaces)) : nil
                }.first
                if bytes.count >= end.upperBound + (length ?? 0) {
                    return Request(head: head, body: String(decoding: bytes[end.upperBound...], as: UTF8.self))
                }
            }
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            bytes += chunk[..<count]
        }
    }
}

extension LocalServer.Step {
    /// A whole response with its length.
    static func response(_ status: String, _ headers: [String] = [], _ body: String) -> LocalServer.Step {
        let fields = (headers + ["Content-Length: \(body.utf8.count)"]).joined(separator: "\r\n")
        return .send("HTTP/1.1 \(status)\r\n\(fields)\r\n\r\n\(body)")
    }

    /// The head of a stream of events that ends with the connection.
    static let eventStreamHead = LocalServer.Step.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
}
