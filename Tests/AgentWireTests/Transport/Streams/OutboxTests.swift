internal import Testing

@testable internal import AgentWire

// The outbox as a table: each step, and what must follow. Frames are written as a letter and a length; a limit of 10 bytes.
@Suite struct OutboxTests {
    enum Step {
        case send(String, ticket: UInt64)
        /// The driver takes bytes and gets rid of so many.
        case write(Int)
        case cancel(UInt64)
        case close
        case clear
    }

    @Test(
        arguments: [
            (
                "small frames are joined",
                [
                    (.send("aaa", ticket: 1), "accepted"), (.send("bb", ticket: 2), "accepted"),
                    (.write(5), "aaabb, admits []"), (.write(1), "nothing"),
                ]
            ),
            (
                "what could not be written comes first",
                [
                    (.send("aaa", ticket: 1), "accepted"), (.write(1), "aaa, admits []"),
                    (.send("bb", ticket: 2), "accepted"), (.write(0), "aa, admits []"), (.write(2), "aa, admits []"),
                    (.write(2), "bb, admits []"), (.write(1), "nothing"),
                ]
            ),
            (
                "a frame is let in whole while the bytes before it are under the limit",
                [
                    (.send("aaaaaaaaa", ticket: 1), "accepted"), (.send("bbbbbbbbbbbbbbbbbbbb", ticket: 2), "accepted"),
                    (.send("c", ticket: 3), "full"), (.write(19), "aaaaaaaaabbbbbbbbbbbbbbbbbbbb, admits []"),
                    (.write(1), "bbbbbbbbbb, admits [3]"), (.write(9), "bbbbbbbbb, admits []"),
                    (.write(1), "c, admits []"),
                ]
            ),
            (
                "waiting senders are let in in order, and nobody overtakes them",
                [
                    (.send("aaaaaaaaaa", ticket: 1), "accepted"), (.send("bbbbb", ticket: 2), "full"),
                    (.send("cc", ticket: 3), "full"), (.write(4), "aaaaaaaaaa, admits [2]"),
                    (.send("d", ticket: 4), "full"), (.write(6), "aaaaaa, admits [3, 4]"),
                    (.write(8), "bbbbbccd, admits []"), (.send("e", ticket: 5), "accepted"),
                ]
            ),
            (
                "a cancelled sender takes its frame along",
                [
                    (.send("aaaaaaaaaa", ticket: 1), "accepted"), (.send("b", ticket: 2), "full"),
                    (.send("c", ticket: 3), "full"), (.cancel(2), "true"), (.cancel(2), "false"), (.cancel(1), "false"),
                    (.write(10), "aaaaaaaaaa, admits [3]"), (.cancel(3), "false"), (.write(1), "c, admits []"),
                ]
            ),
            (
                "closing keeps what was accepted and refuses the rest",
                [
                    (.send("aaaaaaaaaa", ticket: 1), "accepted"), (.send("b", ticket: 2), "full"), (.close, "[2]"),
                    (.send("c", ticket: 3), "refused"), (.write(10), "aaaaaaaaaa, admits []"), (.write(1), "nothing"),
                    (.close, "[]"),
                ]
            ),
            (
                "clearing drops what was accepted",
                [
                    (.send("aaa", ticket: 1), "accepted"), (.write(1), "aaa, admits []"),
                    (.send("bbb", ticket: 2), "accepted"), (.clear, "empty"), (.write(1), "nothing"),
                ]
            ),
        ] as [(String, [(Step, String)])])
    func table(name: String, steps: [(Step, String)]) {
        var outbox = Outbox(limit: 10)
        for (index, (step, expected)) in steps.enumerated() {
            #expect(Self.apply(step, to: &outbox) == expected, "step \(index)")
        }
    }

    private static func apply(_ step: Step, to outbox: inout Outbox) -> String {
        switch step {
        case .send(let text, let ticket):
            let frame = Array(text.utf8)
            let offer = outbox.offer(frame)
            if case .full = offer { outbox.wait(toSend: frame, ticket: ticket) }
            return "\(offer)"
        case .write(let count):
            guard let bytes = outbox.take() else { return "nothing" }
            let admitted = outbox.sent(count, rest: bytes.dropFirst(count))
            return "\(String(decoding: bytes, as: UTF8.self)), admits \(admitted)"
        case .cancel(let ticket):
            return "\(outbox.cancel(ticket))"
        case .close:
            return "\(outbox.close())"
        case .clear:
            outbox.clear()
            return outbox.isEmpty ? "empty" : "not empty"
        }
    }

    /// Whatever is offered and written in whatever portions, the bytes come out as they went in.
    @Test func bytesKeepTheirOrder() {
        var random = Mutator(seed: 3)
        for _ in 0..<200 {
            var outbox = Outbox(limit: 50_000)
            var offered: [UInt8] = []
            var written: [UInt8] = []
            for step in 0..<100 {
                let frame = [UInt8](repeating: UInt8(truncatingIfNeeded: step), count: 1 + random.below(40_000))
                if random.below(2) == 0, case .accepted = outbox.offer(frame) { offered += frame }
                guard random.below(2) == 0, let bytes = outbox.take() else { continue }
                let count = random.below(bytes.count + 1)
                written += bytes.prefix(count)
                #expect(outbox.sent(count, rest: bytes.dropFirst(count)).isEmpty)
            }
            while let bytes = outbox.take() {
                written += bytes
                _ = outbox.sent(bytes.count, rest: [])
            }
            #expect(written == offered && outbox.isEmpty && outbox.count == 0)
        }
    }
}
