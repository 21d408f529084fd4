public import AgentPrimitives
internal import Synchronization

/// A model with others to stand in for it, whose passing troubles the caller does not see.
///
/// A call that fails in a way that may pass is made again, at the same upstream and then at the next one of the chain, as long
/// as nothing visible of an answer was delivered. Cancelling a call closes its connection.
public final class ResilientModel: ModelAdapter {
    /// The first upstream's.
    public let metadata: ModelAdapterMetadata
    private let chain: [ModelRegistration]
    private let options: ResilienceOptions
    private let breakers: [Mutex<CircuitBreaker>.Box]
    private let random: any RandomSource
    private let pause: @Sendable (Duration) async throws -> Void

    /// Puts a chain together.
    ///
    /// - Parameters:
    ///   - model: Asked first.
    ///   - fallbacks: Asked in turn when those before fail; each is called under its own upstream name.
    ///   - options: How much trouble is waited out.
    ///   - random: Spreads retries in time.
    ///   - pause: Waits; throws when the task is cancelled.
    public init(
        _ model: ModelRegistration, fallbacks: [ModelRegistration] = [],
        options: ResilienceOptions = ResilienceOptions(),
        random: any RandomSource = SystemRandomSource(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        metadata = model.adapter.metadata
        chain = [model] + fallbacks
        self.options = options
        self.random = random
        self.pause = pause
        breakers = chain.map { _ in Mutex<CircuitBreaker>.Box(CircuitBreaker(limits: options.breaker)) }
    }

    /// What the first upstream has no place for.
    public func losses(in request: ModelRequest) -> [TranslationLoss] {
        chain[0].adapter.losses(in: request)
    }

    /// Asks the chain until one answers.
    ///
    /// - Throws: The last failure, or what `deliver` threw.
    public func stream(_ request: ModelRequest, deliver: @escaping ModelEventSink) async throws {
        let delivery = VisibleDelivery(deliver)
        for (index, model) in chain.enumerated() {
            do {
                return try await ask(model, breakers[index], request, delivery)
            } catch let error as ModelError {
                let isLast = index == chain.count - 1
                guard !isLast, !delivery.hasDelivered, Self.mayFallBack(error), !Task.isCancelled else { throw error }
            }
        }
    }

    /// Another upstream may do better: this one is in trouble, or refuses us, or does not have the model.
    private static func mayFallBack(_ error: ModelError) -> Bool {
        error.isTransient || error.code == .authentication || error.code == .unknownModel
    }

    private func ask(
        _ model: ModelRegistration, _ breaker: Mutex<CircuitBreaker>.Box, _ request: ModelRequest,
        _ delivery: VisibleDelivery
    ) async throws {
        var retries = RetryState(policy: options.retry)
        while true {
            let ticket: CircuitBreaker.Ticket
            switch breaker.value.withLock({ $0.admit(at: .now) }) {
            case .proceed(let admitted):
                ticket = admitted
            case .refuse(let retryAt):
                throw ModelError(
                    .overloaded,
                    "the model '\(model.name)' has failed too often and is left alone for now; try again later",
                    retryAfter: ContinuousClock.now.duration(to: retryAt))
            }
            do {
                try await attempt(model, request, delivery)
                return breaker.value.withLock { $0.record(isSuccess: true, for: ticket, at: .now) }
            } catch let error as ModelError {
                // What the caller or the request is to blame for says nothing of the upstream's health.
                breaker.value.withLock { $0.record(isSuccess: !error.isTransient, for: ticket, at: .now) }
                let chance = Double(random.next() >> 11) / Double(1 << 53)
                switch retries.failed(error, hasDelivered: delivery.hasDelivered, chance: chance) {
                case .giveUp: throw error
                case .retry(let delay): try await pause(delay)
                }
            }
        }
    }

    /// One attempt, or two that race where hedging is on.
    private func attempt(
        _ model: ModelRegistration, _ request: ModelRequest, _ delivery: VisibleDelivery
    ) async throws {
        let race = delivery.race()
        guard let hedgeDelay = options.hedgeDelay else {
            return try await run(model, request, race.runner(0))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.run(model, request, race.runner(0)) }
            group.addTask { [pause] in
                try await pause(hedgeDelay)
                // With a part of the answer delivered the race is decided.
                if race.isOpen { try await self.run(model, request, race.runner(1)) }
            }
            defer { group.cancelAll() }
            // A runner that lost ends without an error of its own; the first real failure ends both.
            while try await group.next() != nil { if race.isFinished { return } }
        }
    }

    private func run(
        _ model: ModelRegistration, _ request: ModelRequest, _ runner: VisibleDelivery.Runner
    ) async throws {
        do {
            try await PhaseTimer(first: options.firstEventTimeout, idle: options.idleTimeout, pause: pause)
                .run { progress in
                    try await model.stream(request) { events in
                        progress()
                        try await runner.take(events)
                    }
                }
            runner.finish()
        } catch is VisibleDelivery.LostRace {
            // The other one answers.
        }
    }
}

extension Mutex where Value: Sendable {
    /// A mutex that can be put into an array.
    final class Box: Sendable {
        let value: Mutex<Value>

        init(_ value: Value) {
            self.value = Mutex(value)
        }
    }
}
