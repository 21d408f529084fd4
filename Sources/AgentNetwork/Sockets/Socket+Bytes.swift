internal import CAgentSystem
internal import Synchronization

extension Socket {
    /// Receives what has arrived; nil when nothing has, empty at the end of the stream.
    ///
    /// - Parameters:
    ///   - emptiesByShortReads: Whether a call that got less than it asked for has left nothing.
    ///   - onlyIfWorthIt: Answers nil without a call when nothing was reported since the last one.
    func receive(max: Int, emptiesByShortReads: Bool, onlyIfWorthIt: Bool) throws(NetworkError) -> [UInt8]? {
        // Into the thread's own buffer first: an array as long as what came is what the reader keeps, however much it
        // would have taken.
        let scratch = UnsafeMutableRawBufferPointer(
            start: agent_thread_scratch(), count: min(max, Int(AGENT_SCRATCH_SIZE)))
        let count = try receive(
            into: scratch, emptiesByShortReads: emptiesByShortReads, onlyIfWorthIt: onlyIfWorthIt)
        return count.map { [UInt8](UnsafeRawBufferPointer(start: scratch.baseAddress, count: $0)) }
    }

    /// The same into a buffer of the caller's; returns how many bytes, 0 at the end of the stream.
    func receive(
        into buffer: UnsafeMutableRawBufferPointer,
        emptiesByShortReads: Bool,
        onlyIfWorthIt: Bool
    ) throws(NetworkError) -> Int? {
        guard let start = buffer.baseAddress else { return nil }
        let status = state.withLock { state in
            guard let descriptor = state.descriptor else { return Self.closedStatus }
            if onlyIfWorthIt, !state.board.isWorthTrying(.read) { return -Int(EAGAIN) }
            state.board.willTry(.read)
            let status = agent_socket_receive(descriptor, start, buffer.count)
            if status == buffer.count || status == 0 || status > 0 && !emptiesByShortReads {
                state.board.leftSome(.read)
            }
            return status
        }
        callsInARow.wrappingAdd(1, ordering: .relaxed)
        guard status < 0 else { return status }
        try check(status, doing: "receive", .read)
        return nil
    }

    /// Sends some bytes and returns how many; nil when there is no room.
    func send(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> Int? {
        let status = bytes.withUnsafeBytes { buffer in
            state.withLock { state in
                guard let descriptor = state.descriptor, let start = buffer.baseAddress else {
                    return state.descriptor == nil ? Self.closedStatus : 0
                }
                state.board.willTry(.write)
                let status = agent_socket_send(descriptor, start, buffer.count)
                if status == buffer.count { state.board.leftSome(.write) }
                return status
            }
        }
        callsInARow.wrappingAdd(1, ordering: .relaxed)
        guard status < 0 else { return status }
        try check(status, doing: "send", .write)
        return nil
    }

    /// Something was reported, or left over, that nobody has read; false says nothing where polling reports only on demand.
    var isWorthReading: Bool {
        state.withLock { $0.board.isWorthTrying(.read) || $0.descriptor == nil }
    }

    /// Told apart from every errno value.
    private static let closedStatus = Int.min

    /// Throws the error of a status that is not "would block".
    private func check(_ status: Int, doing action: String, _ direction: Readiness) throws(NetworkError) {
        if status == Self.closedStatus { throw closure }
        let errno = Int32(-status)
        guard errno != EAGAIN, errno != EWOULDBLOCK else { return }
        // The next call finds out whether the error stays.
        state.withLock { $0.board.leftSome(direction) }
        throw NetworkError(errno: errno, doing: action, endpoint: endpoint)
    }

    var closure: NetworkError {
        state.withLock { $0.board.closure } ?? .closedHere(endpoint)
    }
}
