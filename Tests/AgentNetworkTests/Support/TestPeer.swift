internal import CAgentSystem
internal import Foundation

/// The server's end of a connection: blocking calls on a thread of its own.
struct TestPeer: Sendable {
    let descriptor: Int32

    /// Bytes up to and including `end`, or what came before the end of the stream.
    func read(until end: String) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        let mark = Array(end.utf8)
        while bytes.suffix(mark.count) != mark[...], agent_socket_receive(descriptor, &byte, 1) == 1 {
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The head of a request; empty at the end of the stream.
    @discardableResult
    func readHead() -> String { read(until: "\r\n\r\n") }

    /// What comes next; empty at the end of the stream.
    func readSome() -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let received = agent_socket_receive(descriptor, &buffer, buffer.count)
        return Array(buffer.prefix(max(0, received)))
    }

    func read(count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count < count {
            let received = agent_socket_receive(descriptor, &buffer, min(buffer.count, count - bytes.count))
            guard received > 0 else { break }
            bytes.append(contentsOf: buffer.prefix(received))
        }
        return bytes
    }

    /// Waits for the end of the stream, or its reset, and returns how many bytes came before.
    @discardableResult
    func readToEnd() -> Int {
        var total = 0
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while case let received = agent_socket_receive(descriptor, &buffer, buffer.count), received > 0 {
            total += received
        }
        return total
    }

    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { buffer in
                buffer.baseAddress.map { agent_socket_send(descriptor, $0, buffer.count) } ?? 0
            }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// False once the other side takes nothing any more.
    func writeSome(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            buffer.baseAddress.map { agent_socket_send(descriptor, $0, buffer.count) } ?? 0
        } > 0
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    /// One system call, and with TCP_NODELAY mostly one segment, for each byte.
    func writeByteByByte(_ text: String) {
        _ = agent_socket_set_no_delay(descriptor, true)
        for byte in text.utf8 { write([byte]) }
    }

    func reply(_ body: String, headers: String = "") {
        write("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// Closes with a reset instead of an orderly end.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }
}
