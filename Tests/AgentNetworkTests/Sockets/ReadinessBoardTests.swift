import Testing

@testable internal import AgentNetwork

struct ReadinessBoardTests {
    private typealias Board = ReadinessBoard<String>
    private let closed = NetworkError(.connectionClosed, "closed")
    private let start = MonotonicTime.now

    private func isParked(_ parking: Board.Parking) -> Bool {
        if case .parked = parking { true } else { false }
    }

    @Test func `Readiness wakes whom it concerns`() {
        var board = Board()
        #expect(isParked(board.park("r", for: .read)))
        #expect(isParked(board.park("w", for: .write)))
        #expect(board.signal(.write) == (reader: nil, writer: "w"))
        #expect(board.signal(.both) == (reader: "r", writer: nil))
    }

    @Test func `Readiness before the wait is kept, before the call it is forgotten`() {
        var board = Board()
        #expect(board.signal(.read) == (reader: nil, writer: nil))
        guard case .ready("a") = board.park("a", for: .read) else {
            Issue.record("expected to go on at once")
            return
        }
        board.willTry(.read)
        #expect(isParked(board.park("b", for: .read)))
        _ = board.signal(.read)
        _ = board.signal(.read)
        board.willTry(.read)
        #expect(isParked(board.park("c", for: .read)))
    }

    @Test func `A call is worth trying after a report, after a call that left some, and after a hang-up`() {
        var board = Board()
        #expect(!board.isWorthTrying(.read))
        _ = board.signal(.read)
        #expect(board.isWorthTrying(.read))
        #expect(!board.isWorthTrying(.write))
        board.willTry(.read)
        #expect(!board.isWorthTrying(.read))
        board.leftSome(.read)
        #expect(board.isWorthTrying(.read))
        board.willTry(.read)
        _ = board.signal(.hangUp)
        board.willTry(.read)
        #expect(board.isWorthTrying(.read))
        #expect(board.isHungUp)
    }

    @Test func `A second waiter in one direction is refused`() {
        var board = Board()
        _ = board.park("a", for: .read)
        guard case .refused("b") = board.park("b", for: .read) else {
            Issue.record("expected a refusal")
            return
        }
        #expect(board.signal(.read) == (reader: "a", writer: nil))
    }

    @Test func `A waiter leaves when its time is over, and only then`() {
        var board = Board()
        #expect(board.nextDeadline == nil)
        _ = board.park("r", for: .read, until: start + .seconds(2))
        #expect(board.nextDeadline == start + .seconds(2))
        _ = board.park("w", for: .write, until: start + .seconds(1))
        #expect(board.nextDeadline == start + .seconds(1))
        #expect(board.expire(now: start) == (reader: nil, writer: nil))
        #expect(board.expire(now: start + .seconds(1)) == (reader: nil, writer: "w"))
        #expect(board.nextDeadline == start + .seconds(2))
        #expect(board.signal(.read) == (reader: "r", writer: nil))
        #expect(board.expire(now: start + .seconds(9)) == (reader: nil, writer: nil))
        board.willTry(.read)
        _ = board.park("for ever", for: .read)
        #expect(board.nextDeadline == nil)
        #expect(board.expire(now: start + .seconds(9)) == (reader: nil, writer: nil))
    }

    @Test func `Closing takes everyone, refuses the next, and keeps the first reason`() {
        var board = Board()
        _ = board.park("r", for: .read, until: start)
        _ = board.park("w", for: .write)
        #expect(board.close(closed) == (reader: "r", writer: "w"))
        #expect(board.close(.cancelled) == (reader: nil, writer: nil))
        #expect(board.expire(now: start) == (reader: nil, writer: nil))
        #expect(board.signal(.both) == (reader: nil, writer: nil))
        guard case .closed("x") = board.park("x", for: .read) else {
            Issue.record("expected a refusal")
            return
        }
        #expect(board.closure == closed)
    }
}
