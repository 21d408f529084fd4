internal import AgentPrimitives
internal import Synchronization

/// Hands an answer's events on, and holds back what announces one until something of it is visible: until then another
/// attempt may take this one's place without the caller seeing two beginnings.
final class VisibleDelivery: Sendable {
    /// Another attempt answered first.
    struct LostRace: Error {}

    private let deliver: ModelEventSink
    private let visible = Atomic<Bool>(false)

    init(_ deliver: @escaping ModelEventSink) {
        self.deliver = deliver
    }

    /// A visible part of an answer was handed on.
    var hasDelivered: Bool { visible.load(ordering: .acquiring) }

    /// Begins an attempt, with one or more runners.
    func race() -> Race { Race(self) }

    /// The runners of one attempt: whoever has something visible first is the only one from then on.
    final class Race: Sendable {
        private struct State {
            var winner: Int?
            var isFinished = false
        }

        fileprivate let delivery: VisibleDelivery
        private let state = Mutex(State())

        fileprivate init(_ delivery: VisibleDelivery) {
            self.delivery = delivery
        }

        var isOpen: Bool { state.withLock { $0.winner == nil && !$0.isFinished } }
        var isFinished: Bool { state.withLock { $0.isFinished } }

        func runner(_ number: Int) -> Runner { Runner(race: self, number: number) }

        fileprivate func claim(_ number: Int) -> Bool {
            state.withLock { state in
                state.winner = state.winner ?? number
                return state.winner == number
            }
        }

        fileprivate func finish() {
            state.withLock { $0.isFinished = true }
        }
    }

    /// One call to an upstream.
    final class Runner: Sendable {
        private let race: Race
        private let number: Int
        /// Events that are not visible, before the first that is.
        private let held = Mutex<[ModelEvent]>([])

        fileprivate init(race: Race, number: Int) {
            self.race = race
            self.number = number
        }

        func take(_ events: [ModelEvent]) async throws {
            guard race.isOpen else { return try await hand(events) }
            guard events.contains(where: Self.isVisible) else { return held.withLock { $0 += events } }
            try await hand(events)
        }

        func finish() {
            race.finish()
        }

        private func hand(_ events: [ModelEvent]) async throws {
            guard race.claim(number) else { throw LostRace() }
            let earlier = held.withLock { held in
                defer { held = [] }
                return held
            }
            race.delivery.visible.store(true, ordering: .releasing)
            try await race.delivery.deliver(earlier + events)
        }

        private static func isVisible(_ event: ModelEvent) -> Bool {
            switch event {
            case .started, .usage: false
            default: true
            }
        }
    }
}
