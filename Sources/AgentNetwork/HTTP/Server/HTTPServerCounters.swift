internal import Synchronization

/// What a server counts while it runs; a snapshot of it is ``HTTPServerStatistics``.
struct HTTPServerCounters: ~Copyable, Sendable {
    struct Counter: ~Copyable, Sendable {
        private let count = Atomic<Int>(0)

        var value: Int { count.load(ordering: .relaxed) }

        func increment() {
            count.wrappingAdd(1, ordering: .relaxed)
        }
    }

    let requests = Counter()
    let responses = Counter()
    let malformedRequests = Counter()
    let oversizedRequests = Counter()
    let slowRequests = Counter()
    let handlerErrors = Counter()
    let disconnects = Counter()
    let handshakeFailures = Counter()

    var snapshot: HTTPServerStatistics {
        var statistics = HTTPServerStatistics()
        statistics.requests = requests.value
        statistics.responses = responses.value
        statistics.malformedRequests = malformedRequests.value
        statistics.oversizedRequests = oversizedRequests.value
        statistics.slowRequests = slowRequests.value
        statistics.handlerErrors = handlerErrors.value
        statistics.disconnects = disconnects.value
        statistics.handshakeFailures = handshakeFailures.value
        return statistics
    }
}
