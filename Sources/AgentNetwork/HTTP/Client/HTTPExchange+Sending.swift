internal import Synchronization

extension HTTPExchange {
    /// A body up to this size is copied behind the head, to leave in one packet with it.
    private static let joinedSize = 64 * 1024

    /// Sends the head, and as much of a body in memory as goes without waiting; returns what is left to `upload`.
    func sendHead(_ head: [UInt8]) throws(NetworkError) -> HTTPUnsentBody? {
        let unsent = try sendNow(head)
        if unsent == nil { finishUpload(.done(at: .now)) }
        return unsent
    }

    private func sendNow(_ head: [UInt8]) throws(NetworkError) -> HTTPUnsentBody? {
        let stream = lease.stream
        if case .bytes(let bytes) = request.body.content, permission == nil, bytes.count <= Self.joinedSize {
            return try stream.writeNow((head + bytes)[...]).map { HTTPUnsentBody(rest: $0) }
        }
        let rest = try stream.writeNow(head[...])
        if case .empty = request.body.content { return rest.map { HTTPUnsentBody(rest: $0) } }
        guard rest == nil, permission == nil, case .bytes(let bytes) = request.body.content else {
            return HTTPUnsentBody(rest: rest, content: request.body.content)
        }
        return try stream.writeNow(bytes[...]).map { HTTPUnsentBody(rest: $0) }
    }

    /// Sends the rest.
    func upload(_ unsent: HTTPUnsentBody) async {
        do {
            if let rest = unsent.rest { try await write(rest) }
            if let permission {
                guard try await isWanted(permission) else { return }
            }
            switch unsent.content {
            case .empty:
                break
            case .bytes(let bytes):
                try await write(bytes[...])
            case .stream(let length, let produce):
                let framer = HTTPBodyFramer(length: length) { bytes throws(NetworkError) in
                    try await self.write(bytes[...])
                }
                try await produce(framer.writer)
                try await framer.finish()
            }
            finishUpload(.done(at: .now))
        } catch {
            finishUpload(.failed(error))
            if case .failed = state.withLock({ $0.upload }) {
                lease.abort(NetworkError(.connectionClosed, "the body of the request could not be sent"))
            }
        }
    }

    /// Waits until the peer wants the body, or has had long enough to say so (RFC 9110 section 10.1.1).
    private func isWanted(_ permission: OneShot<Bool>) async throws(NetworkError) -> Bool {
        let limit = TimeLimit.total(options.continueTimeout, .responseHead).within(whole)
        do throws(NetworkError) {
            guard try await permission.value(on: lease.stream.loop, limit: limit) else { return false }
        } catch {
            if error.code == .cancelled {
                // Whoever reads has come to an end, and knows why.
                finishUpload(.withheld)
                return false
            }
            guard error.code == .timedOut, error.phase == .responseHead else { throw error }
        }
        state.withLock { state in
            if case .waiting = state.upload { state.upload = .running }
        }
        return true
    }

    private func write(_ bytes: ArraySlice<UInt8>) async throws(NetworkError) {
        let limit = TimeLimit.idle(options.writeTimeout, .write).within(whole)
        do throws(NetworkError) {
            try limit.checkWhole(lease.endpoint)
            try await lease.stream.write(bytes, limit: limit)
        } catch {
            if error.code != .timedOut { finishUpload(.broken) }
            throw error.at(lease.endpoint)
        }
    }

    /// The first outcome stays: a closure that throws because a write did is not to blame.
    private func finishUpload(_ outcome: Upload) {
        state.withLock { state in
            switch state.upload {
            case .waiting, .running: state.upload = outcome
            case .done, .withheld, .broken, .failed: break
            }
        }
    }
}
