public import AgentNetwork
internal import Synchronization

/// A transport that carries ATP frames over a WebSocket, each as one text message of JSON.
///
/// Frames are moved between the WebSocket and two bounded queues by ``run()``, so that cancelling a task that sends or
/// receives neither loses a frame nor ends the connection, which it would do on the WebSocket itself.
///
/// ```swift
/// try await WebSocketClient().withWebSocket(to: WebSocketURL("wss://router.example.com/atp")) { socket in
///     try await WebSocketFrameTransport.withTransport(over: socket) { transport in
///         try await transport.send(frame)
///         return try await transport.receive()
///     }
/// }
/// ```
public final class WebSocketFrameTransport: FrameTransport {
    private let socket: WebSocket
    private let codec: ATPCodec
    private let outgoing: InProcessChannel
    private let incoming: InProcessChannel
    /// Why the connection ended, unless it did in order.
    private let failure = Mutex<WireError?>(nil)

    /// Takes a WebSocket over; nobody else may use it, and ``run()`` has to run for frames to move.
    ///
    /// - Parameters:
    ///   - socket: Either end of an open WebSocket.
    ///   - codec: Reads and writes the frames.
    ///   - capacity: Frames that each direction holds before its senders wait; at least 1.
    public init(_ socket: WebSocket, codec: ATPCodec = ATPCodec(), capacity: Int = 64) {
        self.socket = socket
        self.codec = codec
        outgoing = InProcessChannel(capacity: capacity)
        incoming = InProcessChannel(capacity: capacity)
    }

    /// Uses a transport inside a scope: runs it beside `body`, and closes it when that ends.
    ///
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public static func withTransport<Value: Sendable>(
        over socket: WebSocket,
        codec: ATPCodec = ATPCodec(),
        capacity: Int = 64,
        _ body: (WebSocketFrameTransport) async throws -> Value
    ) async throws -> Value {
        let transport = WebSocketFrameTransport(socket, codec: codec, capacity: capacity)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await transport.run() }
            // Also when the body throws: the group waits for the run, which ends with the transport.
            defer { transport.close() }
            return try await body(transport)
        }
    }

    /// Moves frames until the transport or the connection is closed, and ends the WebSocket; run it once.
    ///
    /// Cancelling the task ends the connection at once.
    public func run() async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.moveOut() }
            tasks.addTask { await self.moveIn() }
            await tasks.waitForAll()
        }
    }

    /// Sends a frame, waiting while the other end is behind by the whole capacity.
    ///
    /// It returns when the frame is accepted, which is not yet received.
    ///
    /// - Throws: `transportClosed` when either end was closed, `cancelled` when the task was, `invalidFrame`, `payloadTooLarge`;
    ///   the frame is then not sent.
    public func send(_ frame: ATPFrame) async throws(WireError) {
        try await outgoing.send(String(decoding: try codec.encode(frame), as: UTF8.self))
    }

    /// Waits for the next frame.
    ///
    /// - Returns: `nil` when either end was closed and every frame that came before was received.
    /// - Throws: `cancelled` when the task was; no frame is lost by it. What is wrong with a frame (as
    ///   ``ATPCodec/decode(_:)-(ArraySlice<UInt8>)``), which ends the connection, or `transportClosed` when it broke; every later
    ///   call throws the same.
    public func receive() async throws(WireError) -> ATPFrame? {
        guard let parcel = try await incoming.receive() else {
            if let failure = failure.withLock({ $0 }) { throw failure }
            return nil
        }
        guard let frame = parcel as? ATPFrame else {
            preconditionFailure("Only moveIn puts frames in.")
        }
        return frame
    }

    /// Ends the connection once the frames that were accepted are sent; calling it again changes nothing.
    ///
    /// A peer that has not taken them within the close timeout of the WebSocket loses the rest, and gets an error instead of an
    /// orderly end.
    public func close() {
        outgoing.close()
        incoming.close()
    }

    /// Sends what is accepted, and says good-bye behind the last frame.
    private func moveOut() async {
        do {
            while let parcel = try await outgoing.receive() {
                guard let text = parcel as? String else { preconditionFailure("Only send puts frames in.") }
                try await socket.send(.text(text))
            }
            await socket.close()
        } catch {
            // Whether the connection broke or ended in order is for `moveIn` to tell, which sees both.
            await socket.close(code: .goingAway)
        }
        close()
    }

    /// Receives until the WebSocket ends.
    private func moveIn() async {
        do {
            while let message = try await socket.receive() {
                try await incoming.send(try decode(message))
            }
        } catch let error as NetworkError {
            fail(.broken(error))
        } catch let error as WireError where error.code != .transportClosed && error.code != .cancelled {
            fail(error)
            // Told at once: saying good-bye may take as long as the peer likes, up to the close timeout.
            incoming.close()
            await socket.close(code: .protocolError, reason: "the message is no frame")
        } catch {
            // Closed at this end: nobody waits for what still comes.
        }
        close()
    }

    private func decode(_ message: WebSocketMessage) throws(WireError) -> ATPFrame {
        switch message {
        case .text(let text): try codec.decode(Array(text.utf8)[...])
        case .binary(let bytes): try codec.decode(bytes[...])
        }
    }

    /// The first reason stays.
    private func fail(_ error: WireError) {
        failure.withLock { $0 = $0 ?? error }
    }
}
