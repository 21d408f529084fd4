import Testing

@testable internal import AgentNetwork

struct ReadinessBoardTests {
    private typealias Board = ReadinessBoard<String>
    private let closed = NetworkError(.connectionClosed, "closed")

    private func ticket(_ parking: Board.Parking) -> Board.Ticket? {
        if case .parked(let ticket) = parking { ticket } else { nil }
    }

    @Test func `Readiness wakes whom it concerns`() {
        var board = Board()
        #expect(ticket(board.park("r", for: .read)) != nil)
        #expect(ticket(board.park("w", for: .write)) != nil)
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
        #expect(ticket(board.park("b", for: .read)) != nil)
        _ = board.signal(.read)
        _ = board.signal(.read)
        board.willTry(.read)
        #expect(ticket(board.park("c", for: .read)) != nil)
    }

    @Test func `A second waiter in one direction is refused`() {
        var board = Board()
        _ = board.park("a", for: .read)
        guard case .refused("b", let error) = board.park("b", for: .read) else {
            Issue.record("expected a refusal")
            return
        }
        #expect(error.code == .invalidUse)
        #expect(board.signal(.read) == (reader: "a", writer: nil))
    }

    @Test func `A ticket withdraws its own wait only, and once`() throws {
        var board = Board()
        let first = try #require(ticket(board.park("a", for: .read)))
        #expect(board.withdraw(first) == "a")
        #expect(board.withdraw(first) == nil)
        let second = try #require(ticket(board.park("b", for: .read)))
        #expect(board.withdraw(first) == nil)
        let third = try #require(ticket(board.park("c", for: .write)))
        #expect(board.withdraw(third) == "c")
        #expect(board.withdraw(second) == "b")
        #expect(board.signal(.both) == (reader: nil, writer: nil))
    }

    @Test func `Closing takes everyone, refuses the next, and keeps the first reason`() throws {
        var board = Board()
        let read = try #require(ticket(board.park("r", for: .read)))
        _ = board.park("w", for: .write)
        #expect(board.close(closed) == (reader: "r", writer: "w"))
        #expect(board.close(.cancelled) == (reader: nil, writer: nil))
        #expect(board.withdraw(read) == nil)
        #expect(board.signal(.both) == (reader: nil, writer: nil))
        guard case .refused("x", let error) = board.park("x", for: .read) else {
            Issue.record("expected a refusal")
            return
        }
        #expect(error == closed)
    }
}
