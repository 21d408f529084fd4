internal import AgentNetwork
internal import Synchronization

/// The receiving half of a transport over a socket: hands the frames of a source to tasks that wait for them.
///
/// Frames are read by whoever needs one, a receiver while there is something to read and the event loop's thread otherwise,
/// and only while somebody waits: nothing piles up here when nobody receives. Between reading bytes and handing their frame to
/// a receiver the lock is never released to wait, so a receiver that is cancelled either has its frame or has left it to
/// the next one.
final class FrameReader<Source: FrameSource>: Sendable {
    typealias Frame = Source.Frame
    private typealias Answer = Result<Frame?, WireError>
    private typealias Receiver = CheckedContinuation<Answer, Never>
    private typealias Wait = (ticket: UInt64, receiver: Receiver)

    private struct State {
        var source: Source
        /// Tasks that wait, the first one longest.
        var waits = FIFO<Wait>()
        var lastTicket: UInt64 = 0
        /// The source will report readiness.
        var isArmed = false
        /// Why there will be no more frames than the source has already; closed in order, or an error.
        var ending: Result<Void, WireError>?
        /// Told once of an ending that reading has found.
        var onEnd: (@Sendable (WireError?) -> Void)?
        /// While what arrives is thrown away: called once when the other end has closed.
        var onDrained: (@Sendable () -> Void)?
    }

    /// What is left to do when the lock is released.
    private struct Effects {
        var answers: [(receiver: Receiver, answer: Answer)] = []
        var notice: (@Sendable () -> Void)?

        /// The notice comes first: whoever learns of the end must find sending refused.
        func run() {
            notice?()
            for (receiver, answer) in answers { receiver.resume(returning: answer) }
        }
    }

    private let state: Mutex<State>

    init(source: Source) {
        state = Mutex(State(source: source))
    }

    /// Looks at the source, or changes something in it that reading does not depend on.
    func withSource<Value: Sendable>(_ body: (inout Source) -> Value) -> Value {
        state.withLock { body(&$0.source) }
    }

    /// Sets what to call, without locks held, when reading has found the end or an error.
    func onEnd(_ action: @escaping @Sendable (WireError?) -> Void) {
        state.withLock { $0.onEnd = action }
    }

    func receive() async throws(WireError) -> Frame? {
        // Many frames are there already; only the others pay for a continuation.
        if let answer = poll(waiting: nil) { return try answer.get() }
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { (receiver: Receiver) in
                if let answer = poll(waiting: (ticket, receiver)) { receiver.resume(returning: answer) }
            }
        } onCancel: {
            cancel(ticket)
        }
        return try answer.get()
    }

    /// Ends receiving: whoever waits gets the end, later calls first the frames that are here.
    func close() {
        end(.success(()))
    }

    /// The same with an error, which also takes the place of frames that are here.
    func fail(_ error: WireError) {
        end(.failure(error))
    }

    /// After ``close()``: throws away what arrives until the other end has closed, and then calls `completion`.
    func drain(_ completion: @escaping @Sendable () -> Void) {
        let effects = state.withLock { state in
            var effects = Effects()
            state.onDrained = completion
            discard(&state, &effects)
            return effects
        }
        effects.run()
    }

    private func end(_ ending: Result<Void, WireError>) {
        let effects = state.withLock { state in
            var effects = Effects()
            if state.ending == nil { state.ending = ending }
            state.onEnd = nil
            serve(&state, &effects)
            return effects
        }
        effects.run()
    }
}

// Cancellation marks the task before it runs the handler, and the handler needs the lock. So either the check under the
// lock sees the mark, or the handler finds the waiting task.
extension FrameReader {
    /// Tries to receive; `nil` when there is nothing, and then `waiting` waits if it is given.
    private func poll(waiting: Wait?) -> Answer? {
        let (answer, effects) = state.withLock { state -> (Answer?, Effects) in
            var effects = Effects()
            guard !Task.isCancelled else { return (.failure(.cancelled), effects) }
            // Whoever waits was here first.
            if state.waits.isEmpty, let answer = take(&state, &effects, arming: waiting != nil) {
                return (answer, effects)
            }
            if let waiting { state.waits.append(waiting) }
            return (nil, effects)
        }
        effects.run()
        return answer
    }

    private func cancel(_ ticket: UInt64) {
        let wait = state.withLock { $0.waits.removeFirst { $0.ticket == ticket } }
        // A task that was served in the meantime keeps what it got.
        wait?.receiver.resume(returning: .failure(.cancelled))
    }

    /// The source reports, once.
    private func report(_ result: Result<Void, NetworkError>) {
        let effects = state.withLock { state in
            var effects = Effects()
            state.isArmed = false
            if case .failure(let error) = result, error.code != .timedOut || !state.waits.isEmpty {
                found(.failure(.broken(error)), &state, &effects)
            }
            if state.onDrained != nil { discard(&state, &effects) } else { serve(&state, &effects) }
            return effects
        }
        effects.run()
    }
}

// What happens under the lock.
extension FrameReader {
    /// Answers waiting tasks as long as there is something for them.
    private func serve(_ state: inout State, _ effects: inout Effects) {
        while !state.waits.isEmpty, let answer = take(&state, &effects, arming: true) {
            guard let wait = state.waits.popFirst() else { return }
            effects.answers.append((wait.receiver, answer))
        }
    }

    /// The next frame, the end or an error; `nil` when there is nothing yet, and then the source will report if `arming`.
    private func take(_ state: inout State, _ effects: inout Effects, arming: Bool) -> Answer? {
        while true {
            if case .failure(let error) = state.ending { return .failure(error) }
            do throws(WireError) {
                if let frame = try state.source.next() { return .success(frame) }
                if state.ending != nil { return .success(nil) }
                switch try state.source.fill() {
                case .some: continue
                case .end: found(.success(()), &state, &effects)
                case .nothing:
                    guard arming, !state.isArmed else { return nil }
                    do throws(NetworkError) { try arm(&state) } catch { throw .broken(error) }
                    if state.isArmed { return nil }
                }
            } catch {
                found(.failure(error), &state, &effects)
            }
        }
    }

    /// Throws away what has arrived.
    private func discard(_ state: inout State, _ effects: inout Effects) {
        do {
            while !state.isArmed {
                switch try state.source.discard() {
                case .some: continue
                case .nothing: try arm(&state)
                case .end:
                    effects.notice = state.onDrained
                    state.onDrained = nil
                    return
                }
            }
        } catch {
            // A connection that is broken has nothing more to throw away.
            effects.notice = state.onDrained
            state.onDrained = nil
        }
    }

    private func arm(_ state: inout State) throws(NetworkError) {
        // Weakly: the report may come long after the transport was forgotten.
        state.isArmed = try state.source.whenReadable { [weak self] result in self?.report(result) }
    }

    private func found(_ ending: Result<Void, WireError>, _ state: inout State, _ effects: inout Effects) {
        guard state.ending == nil else { return }
        state.ending = ending
        guard let onEnd = state.onEnd else { return }
        state.onEnd = nil
        effects.notice = {
            if case .failure(let error) = ending { onEnd(error) } else { onEnd(nil) }
        }
    }
}
