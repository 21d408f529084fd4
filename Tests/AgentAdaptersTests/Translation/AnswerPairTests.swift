import AgentAdapters
import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("Answers between two APIs")
struct AnswerPairTests {
    private static func calls(signedBy origin: UpstreamKind) -> [ModelEvent] {
        var events: [ModelEvent] = .answer(
            [
                (.reasoning, "Let me think é🙂."), (.text, "I \"look\".\n"),
                (.toolCall(id: "call_a", name: "look"), #"{"at":"left é"}"#),
                (.toolCall(id: "call_b", name: "calc"), #"{"x":1}"#),
            ],
            usage: Usage(inputTokens: 20, outputTokens: 9, cachedInputTokens: 4), stop: .toolUse)
        let signature = ProviderState(origin: origin.rawValue, data: "c2lnbmF0dXJl")
        events.insert(.blockSignature(index: 0, signature: signature), at: 3)
        return events
    }

    private static let pairs = ModelAPI.clients.flatMap { client in ModelAPI.clients.map { (client, $0) } }

    @Test("say the same after a way through both", arguments: pairs)
    func roundTrip(client: ModelAPI, upstream: ModelAPI) throws {
        let arrived = upstream.read([try upstream.write(Self.calls(signedBy: upstream.kind))])
        #expect(arrived.failure == nil)
        let bytes = try client.write(arrived.events)
        let back = client.read([bytes])
        #expect(back.failure == nil)
        expectSame(back.answer, arrived.answer)
        expectSame(arrived.answer, ModelAnswer(folding: Self.calls(signedBy: upstream.kind)))
    }

    @Test("mean the same wherever they are cut", arguments: ModelAPI.clients)
    func splits(api: ModelAPI) throws {
        let bytes = try api.write(Self.calls(signedBy: api.kind))
        let whole = api.read([bytes])
        for cut in 0...bytes.count {
            #expect(api.read([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole, "cut at \(cut)")
        }
        #expect(api.read(bytes.map { [$0] }) == whole)
    }

    @Test("are the same streamed and in one document", arguments: ModelAPI.clients)
    func streamAndDocument(api: ModelAPI) throws {
        let events = Self.calls(signedBy: api.kind)
        let streamed = api.read([try api.write(events)])
        let whole = api.read(try api.document(events).text())
        #expect(whole.failure == nil)
        #expect(whole.answer.content == streamed.answer.content)
        #expect(whole.answer.usage == streamed.answer.usage)
        #expect(whole.answer.stopReason == streamed.answer.stopReason)
    }

    @Test("that break off are failures to the client, never ends", arguments: ModelAPI.clients)
    func brokenOff(api: ModelAPI) throws {
        let events = Array(Self.calls(signedBy: api.kind).prefix(6))
        let bytes = try api.write(events, thenFailing: ModelError(.overloaded, "no room left"))
        let reading = api.read([bytes])
        #expect(reading.failure?.code == .overloaded, "\(String(describing: reading.failure))")
        #expect(reading.failure?.message.contains("no room left") == true)
        #expect(reading.answer.stopReason == nil)
        let more = try api.write(
            events + Self.calls(signedBy: api.kind).suffix(2), thenFailing: ModelError(.overloaded, "too late"))
        #expect(api.read([more]).failure?.message.contains("too late") != true)
    }

    @Test("stop for the same reason", arguments: pairs)
    func reasons(client: ModelAPI, upstream: ModelAPI) throws {
        for reason in [StopReason.endOfTurn, .outputLimit] {
            let arrived = upstream.read([try upstream.write(.answer([(.text, "Hi")], stop: reason))])
            let back = client.read([try client.write(arrived.events)])
            #expect(back.answer.stopReason == reason)
        }
    }

    private func expectSame(_ answer: ModelAnswer, _ other: ModelAnswer, _ location: SourceLocation = #_sourceLocation)
    {
        #expect(answer.message.text == other.message.text, sourceLocation: location)
        #expect(answer.message.toolCalls.map(\.name) == other.message.toolCalls.map(\.name), sourceLocation: location)
        #expect(
            answer.message.toolCalls.map { try? JSONValue(parsing: $0.argumentsText) }
                == other.message.toolCalls.map { try? JSONValue(parsing: $0.argumentsText) }, sourceLocation: location)
        #expect(answer.message.toolCalls.map(\.id) == other.message.toolCalls.map(\.id), sourceLocation: location)
        #expect(reasoning(answer) == reasoning(other), sourceLocation: location)
        #expect(answer.usage == other.usage, sourceLocation: location)
        #expect(answer.stopReason == other.stopReason, sourceLocation: location)
    }

    private func reasoning(_ answer: ModelAnswer) -> String {
        answer.content.map { if case .reasoning(let text, _) = $0 { text } else { "" } }.joined()
    }
}
