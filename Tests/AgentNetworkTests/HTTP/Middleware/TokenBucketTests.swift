import Testing

@testable internal import AgentNetwork

struct TokenBucketTests {
    private let start = MonotonicTime.now
    private let interval = Duration.milliseconds(100)

    @Test func `A burst, then one for each interval`() {
        var bucket = TokenBucket(at: start)
        func take(_ milliseconds: Int) -> TokenBucket.Admission {
            bucket.take(at: start + .milliseconds(milliseconds), interval: interval, capacity: 3)
        }
        #expect([take(0), take(0), take(0)] == [.proceed, .proceed, .proceed])
        #expect(take(0) == .refuse(retryAfter: .milliseconds(100)))
        #expect(take(40) == .refuse(retryAfter: .milliseconds(60)))
        #expect(take(100) == .proceed)
        #expect(take(100) == .refuse(retryAfter: .milliseconds(100)))
        // A long rest fills the bucket and no more.
        #expect([take(10_000), take(10_000), take(10_000)] == [.proceed, .proceed, .proceed])
        #expect(take(10_000) == .refuse(retryAfter: .milliseconds(100)))
        // Refusals cost nothing.
        #expect(take(10_100) == .proceed)
    }

    @Test func `Never more than the rate and the burst allow`() {
        var random = SeededGenerator(seed: 5)
        var bucket = TokenBucket(at: start)
        var now = start
        var admitted = 0
        for _ in 0..<10_000 {
            now = now + .microseconds(Int.random(in: 0...60_000, using: &random))
            if bucket.take(at: now, interval: interval, capacity: 5) == .proceed { admitted += 1 }
            #expect(admitted <= 5 + Int(start.duration(to: now) / interval))
        }
        #expect(admitted >= Int(start.duration(to: now) / interval) - 1)
    }

    @Test func `The table forgets who was idle for longest`() {
        var table = TokenBucketTable(interval: interval, capacity: 1, maxKeys: 2)
        #expect(table.take("a", at: start) == .proceed)
        #expect(table.take("b", at: start) == .proceed)
        #expect(table.take("a", at: start) == .refuse(retryAfter: interval))
        // c takes the place of b.
        #expect(table.take("c", at: start) == .proceed)
        #expect(table.take("a", at: start) == .refuse(retryAfter: interval))
        #expect(table.take("b", at: start) == .proceed)
        #expect(table.take("c", at: start) == .proceed)
        #expect(table.count == 2)
    }

    @Test func `The table agrees with one bucket for each key`() {
        var random = SeededGenerator(seed: 6)
        var table = TokenBucketTable(interval: interval, capacity: 2, maxKeys: 8)
        var buckets: [String: TokenBucket] = [:]
        var order: [String] = []
        var now = start
        for _ in 0..<20_000 {
            now = now + .milliseconds(Int.random(in: 0...20, using: &random))
            let key = String(Int.random(in: 0..<12, using: &random))
            order.removeAll { $0 == key }
            order.append(key)
            if buckets[key] == nil, order.count > 8 { buckets[order.removeFirst()] = nil }
            let expected = buckets[key, default: TokenBucket(at: now)].take(at: now, interval: interval, capacity: 2)
            #expect(table.take(key, at: now) == expected)
        }
        #expect(table.count == 8)
    }
}
