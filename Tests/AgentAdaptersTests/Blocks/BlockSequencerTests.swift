import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Blocks one after the other")
struct BlockSequencerTests {
    @Test("hold back what belongs to later blocks")
    func order() {
        var sequencer = BlockSequencer()
        var events: [ModelEvent] = []
        let first = sequencer.open(.reasoning, into: &events)
        let second = sequencer.open(nil, into: &events)
        sequencer.append("b1", to: second, into: &events)
        sequencer.append("a1", to: first, into: &events)
        sequencer.append("b2", to: second, into: &events)
        sequencer.sign(first, with: "s")
        #expect(events == [.blockStarted(index: 0, kind: .reasoning), .blockDelta(index: 0, text: "a1")])
        events = []
        sequencer.seal(first, into: &events)
        #expect(events == [.blockSignature(index: 0, signature: "s"), .blockStopped(index: 0)])
        events = []
        let call = ModelEvent.BlockKind.toolCall(id: "x", name: "y")
        sequencer.identify(second, as: call, into: &events)
        sequencer.append("b3", to: second, into: &events)
        sequencer.seal(second, into: &events)
        sequencer.append("late", to: second, into: &events)
        #expect(
            events == [
                .blockStarted(index: 1, kind: call), .blockDelta(index: 1, text: "b1b2"),
                .blockDelta(index: 1, text: "b3"),
                .blockStopped(index: 1),
            ])
    }
}
