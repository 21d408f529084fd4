internal import AgentMemory
internal import AgentPrimitives
internal import Foundation
internal import Testing

/// The numbers in docs/session-log.md are those of the log.
@Suite struct WorkedExampleTests {
    @Test func theDocumentedHashesAreRight() async throws {
        let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let document = try String(contentsOf: root.appending(path: "docs/session-log.md"), encoding: .utf8)
        let block = try #require(document.components(separatedBy: "```text\n").dropFirst().first)
        let lines = block.components(separatedBy: "\n").prefix { $0 != "```" }
        #expect(lines.count == 4)

        let log = InMemoryEventLog()
        let session = SessionID("ses_example")
        var head = EventHead.empty
        for (line, hash) in zip(
            lines.enumerated().filter { $0.0 % 2 == 0 }, lines.enumerated().filter { $0.0 % 2 == 1 })
        {
            let value = try JSONValue(parsing: Array(line.1.utf8))
            let draft = try EventDraft(
                kind: EventKind(rawValue: try #require(value["kind"]?.stringValue)),
                payload: try #require(value["payload"]),
                time: Timestamp(microseconds: Int64(try #require(value["time"]?.intValue))))
            head = try await log.append([draft], to: session, expecting: head.sequence)
            #expect(head.hash.description == hash.1)
            #expect(value["session"]?.stringValue == session.rawValue)
        }
        #expect(head.sequence == 2)
    }
}
