import AgentPrimitives
import Testing

@Suite("Event")
struct EventTests {
    private func event(payload: JSONValue = ["b": 1, "a": "é"]) throws -> Event {
        let draft = try EventDraft(
            kind: EventKind(rawValue: "test.made"), payload: payload, time: Timestamp(microseconds: 5))
        return Event(draft, session: SessionID("ses_1"), after: .empty)
    }

    @Test("the hash covers the previous hash and the canonical form of the whole event")
    func seal() throws {
        let canonical = #"{"kind":"test.made","payload":{"a":"é","b":1},"sequence":1,"session":"ses_1","time":5}"#
        let expected = SHA256Digest(of: [UInt8](repeating: 0, count: 32) + Array(canonical.utf8))
        let event = try event()
        #expect(event.hash == expected)
        #expect(event.isSealed(after: .empty))
        #expect(!event.isSealed(after: event.head))
    }

    @Test("any changed part breaks the seal")
    func tamper() throws {
        let event = try event()
        let changed = [
            Event(
                session: SessionID("ses_2"), sequence: 1, time: event.time, kind: event.kind, payload: event.payload,
                hash: event.hash),
            Event(
                session: event.session, sequence: 2, time: event.time, kind: event.kind, payload: event.payload,
                hash: event.hash),
            Event(
                session: event.session, sequence: 1, time: Timestamp(microseconds: 6), kind: event.kind,
                payload: event.payload, hash: event.hash),
            Event(
                session: event.session, sequence: 1, time: event.time, kind: EventKind(rawValue: "test.mad"),
                payload: event.payload, hash: event.hash),
            Event(
                session: event.session, sequence: 1, time: event.time, kind: event.kind,
                payload: Array(#"{"a":"é","b":2}"#.utf8), hash: event.hash),
        ]
        for other in changed { #expect(!other.isSealed(after: .empty)) }
    }
}
