internal import Testing

@testable internal import AgentWire

// The queue as a table: each step, and the action that must follow. Frames are numbers; each waiter has its own ticket.
@Suite struct FrameQueueTests {
    enum Step {
        case send(Int, ticket: UInt64)
        case receive(ticket: UInt64)
        case cancel(UInt64)
        case close
    }

    @Test(
        arguments: [
            (
                "first in, first out",
                [
                    (.send(1, ticket: 1), "accept"), (.send(2, ticket: 2), "accept"), (.receive(ticket: 3), "take 1"),
                    (.send(3, ticket: 4), "accept"), (.receive(ticket: 5), "take 2"), (.receive(ticket: 6), "take 3"),
                    (.receive(ticket: 7), "wait"),
                ]
            ),
            (
                "a frame goes to the receiver that waits longest",
                [
                    (.receive(ticket: 1), "wait"), (.receive(ticket: 2), "wait"), (.send(1, ticket: 3), "deliver to 1"),
                    (.send(2, ticket: 4), "deliver to 2"), (.send(3, ticket: 5), "accept"),
                ]
            ),
            (
                "senders wait when it is full, and go on in order",
                [
                    (.send(1, ticket: 1), "accept"), (.send(2, ticket: 2), "accept"), (.send(3, ticket: 3), "wait"),
                    (.send(4, ticket: 4), "wait"), (.receive(ticket: 5), "take 1 admitting 3"),
                    (.receive(ticket: 6), "take 2 admitting 4"), (.receive(ticket: 7), "take 3"),
                    (.receive(ticket: 8), "take 4"),
                ]
            ),
            (
                "a cancelled sender takes its frame along",
                [
                    (.send(1, ticket: 1), "accept"), (.send(2, ticket: 2), "accept"), (.send(3, ticket: 3), "wait"),
                    (.send(4, ticket: 4), "wait"), (.cancel(3), "true"), (.cancel(3), "false"),
                    (.receive(ticket: 5), "take 1 admitting 4"), (.receive(ticket: 6), "take 2"),
                    (.receive(ticket: 7), "take 4"),
                ]
            ),
            (
                "a cancelled receiver gets nothing",
                [
                    (.receive(ticket: 1), "wait"), (.receive(ticket: 2), "wait"), (.cancel(1), "true"),
                    (.send(1, ticket: 3), "deliver to 2"), (.cancel(2), "false"), (.cancel(9), "false"),
                ]
            ),
            (
                "closing keeps what was accepted and refuses the rest",
                [
                    (.send(1, ticket: 1), "accept"), (.send(2, ticket: 2), "accept"), (.send(3, ticket: 3), "wait"),
                    (.close, "senders [3] receivers []"), (.send(4, ticket: 4), "refuse"),
                    (.receive(ticket: 5), "take 1"),
                    (.receive(ticket: 6), "take 2"), (.receive(ticket: 7), "end"), (.receive(ticket: 8), "end"),
                    (.close, "senders [] receivers []"),
                ]
            ),
            (
                "closing wakes the receivers",
                [
                    (.receive(ticket: 1), "wait"), (.receive(ticket: 2), "wait"),
                    (.close, "senders [] receivers [1, 2]"), (.cancel(1), "false"), (.receive(ticket: 3), "end"),
                ]
            ),
        ] as [(String, [(Step, String)])])
    func table(name: String, steps: [(Step, String)]) {
        var queue = FrameQueue<Int>(capacity: 2)
        for (index, (step, expected)) in steps.enumerated() {
            #expect(Self.apply(step, to: &queue) == expected, "step \(index)")
        }
    }

    private static func apply(_ step: Step, to queue: inout FrameQueue<Int>) -> String {
        switch step {
        case .send(let frame, let ticket):
            switch queue.offer(frame) {
            case .accepted: return "accept"
            case .deliver(let receiver): return "deliver to \(receiver)"
            case .full:
                queue.wait(toSend: frame, ticket: ticket)
                return "wait"
            case .refused: return "refuse"
            }
        case .receive(let ticket):
            switch queue.poll() {
            case .take(let frame, .none): return "take \(frame)"
            case .take(let frame, .some(let sender)): return "take \(frame) admitting \(sender)"
            case .empty:
                queue.wait(toReceive: ticket)
                return "wait"
            case .end: return "end"
            }
        case .cancel(let ticket):
            return "\(queue.cancel(ticket))"
        case .close:
            let closing = queue.close()
            return "senders \(closing.senders) receivers \(closing.receivers)"
        }
    }
}
