import Testing

@testable internal import AgentNetwork

struct WebSocketSendLaneTests {
    private typealias Lane = WebSocketSendLane<String>

    private func handOver(_ next: Lane.Next) -> (waiter: String, bytes: [UInt8], followers: [String])? {
        guard case .handOver(let waiter, let batch) = next else { return nil }
        return (waiter, batch.bytes, batch.followers)
    }

    @Test func `A free lane is taken, a taken one is not`() {
        var lane = Lane()
        #expect(lane.claim(for: [1]) == [1])
        #expect(lane.isBusy)
        #expect(lane.claim(for: [2]) == nil)
        guard case .nothing = lane.release() else {
            Issue.record("nobody waits")
            return
        }
        #expect(!lane.isBusy)
        #expect(lane.claim(for: [2]) == [2])
    }

    @Test func `Those who wait are served in one go, in their order`() {
        var lane = Lane()
        #expect(lane.claim(for: [0]) != nil)
        lane.enqueue([1], "a")
        lane.enqueue([2, 2], "b")
        lane.enqueue([3], "c")
        let first = handOver(lane.release())
        #expect(first?.waiter == "a")
        #expect(first?.bytes == [1, 2, 2, 3])
        #expect(first?.followers == ["b", "c"])
        #expect(lane.isBusy)
        // Who comes while "a" writes is led by the next.
        lane.enqueue([4], "d")
        #expect(handOver(lane.release())?.waiter == "d")
        guard case .nothing = lane.release() else {
            Issue.record("nobody waits")
            return
        }
    }

    @Test func `Long frames go alone, and do not change places`() {
        var lane = Lane()
        #expect(lane.claim(for: [0]) != nil)
        let long = [UInt8](repeating: 9, count: Lane.maxBatchBytes)
        lane.enqueue([1], "a")
        lane.enqueue(long, "b")
        lane.enqueue([2], "c")
        #expect(handOver(lane.release())?.bytes == [1])
        let second = handOver(lane.release())
        #expect(second?.waiter == "b")
        #expect(second?.bytes == long)
        #expect(handOver(lane.release())?.bytes == [2])
    }

    @Test func `The latest pong is sent by whoever holds the lane`() {
        var lane = Lane()
        #expect(lane.claim(for: [0]) != nil)
        lane.leave(pong: [7])
        lane.leave(pong: [8])
        guard case .write([8]) = lane.release() else {
            Issue.record("expected the latest pong")
            return
        }
        #expect(lane.isBusy)
        lane.leave(pong: [9])
        lane.enqueue([1], "a")
        #expect(handOver(lane.release())?.bytes == [9, 1])
        guard case .nothing = lane.release() else {
            Issue.record("the pong is sent once")
            return
        }
    }

    @Test func `What a writer leaves over comes first`() {
        var lane = Lane()
        #expect(lane.claim(for: [1, 2, 3]) != nil)
        guard case .nothing = lane.release(leaving: [2, 3]) else {
            Issue.record("nobody waits")
            return
        }
        #expect(lane.claim(for: [4]) == [2, 3, 4])
        lane.enqueue([5], "a")
        lane.leave(pong: [6])
        #expect(handOver(lane.release(leaving: [4]))?.bytes == [4, 6, 5])
        guard case .nothing = lane.release() else {
            Issue.record("everything is sent")
            return
        }
        #expect(lane.claim(for: [7]) == [7])
    }

    @Test func `A Close frame follows everybody who waits`() {
        var lane = Lane()
        #expect(lane.claim(for: [0]) != nil)
        lane.enqueue([1], "a")
        lane.leave(last: [8])
        lane.leave(pong: [7])
        #expect(handOver(lane.release())?.bytes == [7, 1])
        lane.leave(pong: [9])
        guard case .write([9, 8]) = lane.release() else {
            Issue.record("expected the frames that were left")
            return
        }
        guard case .nothing = lane.release() else {
            Issue.record("they are sent once")
            return
        }
    }

    @Test func `A failure takes everyone out`() {
        var lane = Lane()
        #expect(lane.claim(for: [0]) != nil)
        lane.enqueue([1], "a")
        lane.enqueue([2], "b")
        lane.leave(pong: [3])
        #expect(lane.fail() == ["a", "b"])
        guard case .nothing = lane.release() else {
            Issue.record("nobody waits any longer")
            return
        }
    }
}
