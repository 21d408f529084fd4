import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("ZZBench") struct ZZBench {
    @Test func bench() throws {
        typealias Case = AnthropicStreamCase
        var body = Case.event(Case.start) + Case.event(Case.begin(0, #"{"type":"text","text":""}"#))
        for n in 0..<2000 { body += Case.event(Case.delta(0, #"{"type":"text_delta","text":" word\#(n)"}"#)) }
        body += (Case.end(#""end_turn""#)).map(Case.event).joined()
        let bytes = Array(body.utf8)
        let chunks = stride(from: 0, to: bytes.count, by: 16384).map { Array(bytes[$0..<min($0 + 16384, bytes.count)]) }
        let single = stride(from: 0, to: bytes.count, by: 120).map { Array(bytes[$0..<min($0 + 120, bytes.count)]) }
        for pieces in [chunks, single] {
            var total = 0
            let clock = ContinuousClock()
            var best = Duration.seconds(100)
            for _ in 0..<200 {
                let t = try clock.measure {
                    var reader = AnthropicAnswerReader(answering: AnthropicReading.request)
                    var events: [ModelEvent] = []
                    for piece in pieces { try reader.read(piece, into: &events); total += events.count; events.removeAll(keepingCapacity: true) }
                    try reader.end(into: &events)
                }
                best = min(best, t)
            }
            print("BENCH pieces \(pieces.count) best \(best) → \(Int(2004.0 / (Double(best.components.attoseconds) / 1e18))) events/s", total)
        }
        var lines: [ModelEvent] = [.started(id: "", model: ""), .blockStarted(index: 0, kind: .text)]
        for n in 0..<2000 { lines.append(.blockDelta(index: 0, text: " word\(n)")) }
        lines += [.blockStopped(index: 0), .stop(.endOfTurn)]
        let clock = ContinuousClock()
        var best = Duration.seconds(100)
        for _ in 0..<200 {
            best = min(best, clock.measure {
                var encoder = AnthropicStreamEncoder(identity: AnswerIdentity(id: "x", created: Timestamp(microseconds: 0), model: "m"))
                var out: [UInt8] = []
                encoder.encode(lines, into: &out)
            })
        }
        print("BENCH encode \(Int(2004.0 / (Double(best.components.attoseconds) / 1e18))) events/s")
    }
}
