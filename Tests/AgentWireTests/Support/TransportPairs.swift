internal import AgentNetwork
internal import Synchronization
internal import Testing

@testable internal import AgentWire

/// The kinds of connections over streams.
enum StreamKind: String, CaseIterable, Sendable {
    case tcp, unix
}

extension StreamTransportOptions {
    /// For tests whose subject is not time.
    static var patient: StreamTransportOptions {
        var options = StreamTransportOptions()
        options.connectTimeout = .seconds(3600)
        options.frameTimeout = .seconds(3600)
        options.sendTimeout = .seconds(3600)
        options.closeTimeout = .seconds(3600)
        return options
    }
}

extension PollingMechanism {
    static let all: [PollingMechanism] = [.automatic, .portable]
}

/// Runs `body` with a group of its own and shuts it down.
func withGroup<Value>(
    _ polling: PollingMechanism = .automatic,
    loopCount: Int = 2,
    _ body: (EventLoopGroup) async throws -> Value
) async throws -> Value {
    let group = try EventLoopGroup(loopCount: loopCount, polling: polling)
    do {
        let value = try await body(group)
        await group.shutdown()
        return value
    } catch {
        await group.shutdown()
        throw error
    }
}

/// Where a listener of a test may listen.
func freePlace(_ kind: StreamKind) -> Endpoint {
    switch kind {
    case .tcp: Endpoint(host: "127.0.0.1", port: 0)
    case .unix: .unix(path: "/tmp/agent-\(UInt64.random(in: 0...UInt64.max))")
    }
}

/// Runs `body` with the two ends of a connection over a stream, the one that connected first.
func withStreamPair(
    _ kind: StreamKind,
    options: StreamTransportOptions = .patient,
    group: EventLoopGroup,
    _ body: (StreamFrameTransport, StreamFrameTransport) async throws -> Void
) async throws {
    var listening = MXPListenerOptions()
    listening.transport = options
    let listener = try await MXPListener.bind(to: freePlace(kind), options: listening, group: group)
    let accepted = Handover<StreamFrameTransport>()
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            await listener.run { transport in
                accepted.give(transport)
                await transport.finished()
            }
        }
        let endpoint = try #require(listener.endpoints.first)
        let near = try await StreamFrameTransport.connect(to: endpoint, options: options, group: group)
        let far = await accepted.take()
        listener.close()
        try await body(near, far)
        near.close()
        far.close()
        try await tasks.waitForAll()
    }
}

/// Runs `body` with the two ends of a connection over a stream, one of them as bytes.
func withRawPair(
    _ kind: StreamKind,
    options: StreamTransportOptions = .patient,
    group: EventLoopGroup,
    _ body: (StreamFrameTransport, any RawPeer) async throws -> Void
) async throws {
    let place = freePlace(kind)
    var listening = MXPListenerOptions()
    listening.transport = options
    let listener = try await MXPListener.bind(to: place, options: listening, group: group)
    let accepted = Handover<StreamFrameTransport>()
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            await listener.run { transport in
                accepted.give(transport)
                await transport.finished()
            }
        }
        let endpoint = try #require(listener.endpoints.first)
        let peer: any RawPeer
        if let path = endpoint.unixPath {
            var patient = UnixOptions()
            patient.readTimeout = nil
            peer = try await UnixSocket.connect(path: path, options: patient, group: group)
        } else {
            var patient = TCPOptions()
            patient.readTimeout = nil
            peer = try await TCPConnection.connect(to: endpoint, options: patient, group: group)
        }
        let transport = await accepted.take()
        listener.close()
        try await body(transport, peer)
        peer.close()
        transport.close()
        try await tasks.waitForAll()
    }
}

/// A peer that sends and sees bytes.
protocol RawPeer: Sendable {
    func read(max: Int) async throws(NetworkError) -> [UInt8]?
    func write(_ bytes: [UInt8]) async throws(NetworkError)
    func finishWriting() throws(NetworkError)
    func close()
}

extension TCPConnection: RawPeer {}
extension UnixConnection: RawPeer {}

extension RawPeer {
    /// Everything up to the end of the stream, or until it breaks.
    func readToEnd() async -> [UInt8] {
        var bytes: [UInt8] = []
        while let some = try? await read(max: 65_536) { bytes += some }
        return bytes
    }
}

/// One value on its way from one task to another.
final class Handover<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case given(Value)
        case awaited(CheckedContinuation<Value, Never>)
    }

    private let state = Mutex(State.empty)

    func give(_ value: Value) {
        let taker = state.withLock { state -> CheckedContinuation<Value, Never>? in
            if case .awaited(let taker) = state { return taker }
            state = .given(value)
            return nil
        }
        taker?.resume(returning: value)
    }

    func take() async -> Value {
        await withCheckedContinuation { taker in
            let value = state.withLock { state -> Value? in
                if case .given(let value) = state { return value }
                state = .awaited(taker)
                return nil
            }
            if let value { taker.resume(returning: value) }
        }
    }
}
