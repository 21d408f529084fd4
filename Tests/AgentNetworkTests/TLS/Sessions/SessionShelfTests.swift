import Testing

@testable internal import AgentNetwork

struct SessionShelfTests {
    private let a = Endpoint(host: "a", port: 1)
    private let b = Endpoint(host: "b", port: 1)
    private let c = Endpoint(host: "c", port: 1)

    @Test func `Newest first; those for one use leave, others stay`() {
        var shelf = SessionShelf<Int>(capacity: 10, capacityPerEndpoint: 3)
        for number in 1...4 { shelf.put(number, for: a) }
        #expect(shelf.count == 3)
        #expect(shelf.take(for: a) { _ in false } == 4)
        #expect(shelf.take(for: a) { _ in true } == 4)
        #expect(shelf.take(for: a) { _ in true } == 3)
        #expect(shelf.take(for: a) { _ in true } == 2)
        #expect(shelf.take(for: a) { _ in true } == nil)
        #expect(shelf.take(for: b) { _ in true } == nil)
        #expect(shelf.count == 0)
    }

    @Test func `What was not asked for longest makes room`() {
        var shelf = SessionShelf<Int>(capacity: 2, capacityPerEndpoint: 2)
        shelf.put(1, for: a)
        shelf.put(2, for: b)
        #expect(shelf.take(for: a) { _ in false } == 1)
        shelf.put(3, for: c)
        #expect(shelf.take(for: b) { _ in false } == nil)
        #expect(shelf.take(for: a) { _ in false } == 1)
        #expect(shelf.take(for: c) { _ in false } == 3)
        // A server's own earlier sessions make room last.
        shelf.put(4, for: c)
        #expect(shelf.take(for: a) { _ in false } == nil)
        #expect(shelf.count == 2)
    }

    @Test func `Forgetting, and having no room at all`() {
        var shelf = SessionShelf<Int>(capacity: 5)
        shelf.put(1, for: a)
        shelf.put(2, for: a)
        shelf.removeAll(for: a)
        shelf.removeAll(for: b)
        #expect(shelf.count == 0)
        var none = SessionShelf<Int>(capacity: 0)
        none.put(1, for: a)
        #expect(none.take(for: a) { _ in false } == nil)
    }

    @Test func `Whatever happens, the bounds hold`() {
        var generator = SeededGenerator(seed: 3)
        var shelf = SessionShelf<Int>(capacity: 7, capacityPerEndpoint: 3)
        var total = 0
        for step in 0..<5000 {
            let endpoint = Endpoint(host: "\(Int.random(in: 0..<6, using: &generator))", port: 1)
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: shelf.removeAll(for: endpoint)
            case 1, 2: _ = shelf.take(for: endpoint) { $0.isMultiple(of: 2) }
            default: shelf.put(step, for: endpoint)
            }
            #expect((0...7).contains(shelf.count))
            total += shelf.count
        }
        #expect(total > 0)
    }
}
