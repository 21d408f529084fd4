internal import CAgentSystem
internal import Synchronization

extension TLSConnection: ByteStream {
    func read(max: Int, limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) -> [UInt8]? {
        precondition(max > 0, "a read asks for at least one byte")
        while true {
            if isShielded { await transport.makeWay() } else { try await transport.checkpoint() }
            switch try receiveNow(max: max, onlyIfWorthIt: true) {
            case .plaintext(let bytes): return bytes
            case .closed: return nil
            case .again: break
            case .needsInput: try await transport.waitUntilReadable(limit: limit, isShielded: isShielded)
            }
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, limit: TimeLimit?, isShielded: Bool) async throws(NetworkError) {
        var rest = bytes
        while true {
            if isShielded { await transport.makeWay() } else { try await transport.checkpoint() }
            guard try push(&rest) else {
                try await transport.waitUntilWritable(limit: limit, isShielded: isShielded)
                continue
            }
            if rest.isEmpty { return }
        }
    }

    func writeNow(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> ArraySlice<UInt8>? {
        var rest = bytes
        while try push(&rest) {
            if rest.isEmpty { return nil }
        }
        return rest
    }

    /// Sends a close_notify and ends this side of the connection below; the peer may go on sending.
    func finishWriting(limit: TimeLimit?) async throws(NetworkError) {
        state.withLock { $0.engine.finish() }
        try await flush(limit: limit)
        try transport.finishWritingNow()
    }

    func isQuiet() -> Bool {
        do throws(NetworkError) {
            // Session tickets and key updates may come at any time and are no reason to give the connection up.
            switch try receiveNow(max: 1, onlyIfWorthIt: false) {
            case .plaintext, .closed: return false
            case .again, .needsInput: return state.withLock { !$0.engine.holdsPartialRecord }
            }
        } catch {
            return false
        }
    }

    func onHangUp(_ action: @escaping @Sendable () -> Void) {
        transport.onHangUp(action)
    }

    func expectHangUp() {
        transport.expectHangUp()
    }

    func close(_ reason: NetworkError) {
        state.withLock { state in
            state.engine.finish()
            // Nobody waits for the good-bye, so whether it could be sent does not matter.
            _ = try? flushNow(&state)
            state.isClosed = true
            transport.close(reason)
        }
    }
}

// MARK: Between the engine and the transport

extension TLSConnection {
    enum Reception {
        case plaintext([UInt8])
        /// The peer has ended its stream properly.
        case closed
        /// Something came, but no plain text.
        case again
        case needsInput
    }

    /// The most plain text encrypted before the transport has taken what came before it; it leaves in one call.
    private static let batchSize = 64 * 1024
    /// The largest record of TLS 1.2 (RFC 5246 section 6.2.3), which a receive should be able to get whole.
    private static let maxRecordSize = 5 + 16 * 1024 + 2048
    /// The most that may wait to be sent in answer to messages of the peer: with them a peer that takes nothing could
    /// otherwise fill the memory.
    private static let maxAnswers = 64 * 1024

    /// Decrypts what there is, with at most one receive.
    func receiveNow(max: Int, onlyIfWorthIt: Bool) throws(NetworkError) -> Reception {
        try state.withLock { state throws(NetworkError) in
            try checkOpen(state)
            do throws(NetworkError) {
                let outcome = try decrypt(&state, max: max, onlyIfWorthIt: onlyIfWorthIt)
                try answer(&state)
                return outcome
            } catch {
                // The peer learns why (an alert), if there is room for it.
                _ = try? flushNow(&state)
                throw error
            }
        }
    }

    private func decrypt(_ state: inout State, max: Int, onlyIfWorthIt: Bool) throws(NetworkError) -> Reception {
        if !state.engine.isStarved {
            switch try state.engine.read(max: max) {
            case .plaintext(let bytes): return .plaintext(bytes)
            case .closed: return .closed
            case .needsInput: break
            }
        }
        // What the caller does not want yet is kept, so it should not be more than comes with a record.
        let capacity = min(Int(AGENT_SCRATCH_SIZE), Swift.max(max, Self.maxRecordSize))
        let scratch = UnsafeMutableRawBufferPointer(start: agent_thread_scratch(), count: capacity)
        guard let count = try transport.receiveNow(into: scratch, onlyIfWorthIt: onlyIfWorthIt) else {
            return .needsInput
        }
        guard count > 0 else {
            throw NetworkError(
                .truncated,
                "expected a TLS close_notify before the end of the stream; it may have been cut by a third party",
                endpoint: endpoint
            )
        }
        switch try state.engine.read(max: max, feeding: UnsafeRawBufferPointer(rebasing: scratch.prefix(count))) {
        case .plaintext(let bytes): return .plaintext(bytes)
        case .closed: return .closed
        case .needsInput: return .again
        }
    }

    /// Throws what the connection was closed with: the transport knows who closed it first.
    private func checkOpen(_ state: borrowing State) throws(NetworkError) {
        guard state.isClosed else { return }
        let anywhere = UnsafeMutableRawBufferPointer(start: agent_thread_scratch(), count: 1)
        _ = try transport.receiveNow(into: anywhere, onlyIfWorthIt: false)
    }

    /// Sends answers to the peer's protocol messages; where there is no room, a writer is about to send them.
    private func answer(_ state: inout State) throws(NetworkError) {
        guard state.engine.outputCount > 0, try !flushNow(&state) else { return }
        guard state.engine.outputCount <= Self.maxAnswers else {
            throw NetworkError(
                .limitExceeded,
                "expected the peer to take the answers to its TLS messages, found \(state.engine.outputCount) bytes of them",
                endpoint: endpoint)
        }
    }

    /// Encrypts and sends a batch of the bytes, which it takes away; false when the transport takes no more for now.
    private func push(_ rest: inout ArraySlice<UInt8>) throws(NetworkError) -> Bool {
        try state.withLock { state throws(NetworkError) in
            try checkOpen(state)
            guard try flushNow(&state) else { return false }
            guard !rest.isEmpty else { return true }
            let batch = rest.prefix(Self.batchSize)
            try state.engine.write(batch)
            rest = rest.dropFirst(batch.count)
            return try flushNow(&state)
        }
    }

    func flush(limit: TimeLimit?, isShielded: Bool = false) async throws(NetworkError) {
        while try !state.withLock({ state throws(NetworkError) in try flushNow(&state) }) {
            try await transport.waitUntilWritable(limit: limit, isShielded: isShielded)
        }
    }

    /// Sends what the transport takes at once; true when nothing is left.
    func flushNow(_ state: inout State) throws(NetworkError) -> Bool {
        while true {
            if state.unsent.isEmpty {
                guard state.engine.outputCount > 0 else { return true }
                state.unsent = state.engine.takeOutput()[...]
            }
            guard let rest = try transport.writeNow(state.unsent) else {
                state.unsent = []
                continue
            }
            state.unsent = rest
            return false
        }
    }
}
