internal import Testing

@testable internal import AgentWire

@Suite struct NonceWindowTests {
    private let start = ContinuousClock.now

    private func window(capacity: Int = 3) -> NonceWindow {
        var limits = NonceWindow.Limits()
        limits.capacity = capacity
        return NonceWindow(limits: limits)
    }

    @Test func defaults() {
        #expect(NonceWindow.Limits().timeToLive == .seconds(60))
        #expect(NonceWindow.Limits().capacity == 10_000)
    }

    @Test func copiesAreFoundUntilTheyExpire() {
        var window = window()
        #expect(window.admit("a", keyID: "k", at: start) == .fresh)
        #expect(window.admit("a", keyID: "k", at: start) == .replayed)
        #expect(window.admit("a", keyID: "other", at: start) == .fresh)
        #expect(window.admit("a", keyID: "k", at: start + .seconds(59.999)) == .replayed)
        #expect(window.admit("a", keyID: "k", at: start + .seconds(60)) == .fresh)
    }

    @Test func aCopyDoesNotProlongTheMemory() {
        var window = window()
        #expect(window.admit("a", keyID: "k", at: start) == .fresh)
        #expect(window.admit("a", keyID: "k", at: start + .seconds(30)) == .replayed)
        #expect(window.admit("a", keyID: "k", at: start + .seconds(60)) == .fresh)
    }

    @Test func aFullWindowAdmitsNothing() {
        var window = window()
        for (second, nonce) in ["a", "b", "c"].enumerated() {
            #expect(window.admit(nonce, keyID: "k", at: start + .seconds(second)) == .fresh)
        }
        #expect(window.admit("d", keyID: "k", at: start + .seconds(3)) == .full(retryAt: start + .seconds(60)))
        #expect(window.admit("a", keyID: "k", at: start + .seconds(3)) == .replayed)
        #expect(window.count == 3)
        #expect(window.admit("d", keyID: "k", at: start + .seconds(60)) == .fresh)
        #expect(window.admit("e", keyID: "k", at: start + .seconds(60)) == .full(retryAt: start + .seconds(61)))
        #expect(window.admit("b", keyID: "k", at: start + .seconds(60)) == .replayed)
    }

    @Test func memoryStaysBounded() {
        var window = window(capacity: 100)
        for number in 0..<10_000 {
            let now = start + .seconds(number)
            #expect(window.admit("\(number)", keyID: "k", at: now) == .fresh)
            #expect(window.count <= 60)
        }
        #expect(window.admit("last", keyID: "k", at: start + .seconds(100_000)) == .fresh)
        #expect(window.count == 1)
    }
}
