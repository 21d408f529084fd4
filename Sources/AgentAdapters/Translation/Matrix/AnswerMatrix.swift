internal import AgentPrimitives

/// What each client's API can carry of an answer, found by writing examples and reading them back.
struct AnswerMatrix: Sendable {
    private let clients: [(client: any ClientDialect, upstream: any UpstreamDialect)]

    init() {
        clients = UpstreamKind.allCases.compactMap { kind in
            kind.clientDialect.map { ($0, kind.upstreamDialect()) }
        }
    }

    var table: String {
        var rows: [[String]] = []
        for feature in Self.features {
            var row = [feature.name]
            for (client, upstream) in clients {
                let isCarried = Self.carries(feature, client, upstream)
                row.append(isCarried ? "kept" : "lost")
            }
            rows.append(row)
        }
        return TranslationMatrix.table(["part of the answer"] + clients.map(\.client.kind.rawValue), rows)
    }

    /// Part of an answer, and how to find it in another.
    private struct Feature: Sendable {
        let name: String
        let events: @Sendable (UpstreamKind) -> [ModelEvent]
    }

    private static func carries(
        _ feature: Feature, _ client: some ClientDialect, _ upstream: some UpstreamDialect
    ) -> Bool {
        let request = ModelRequest(model: "m", messages: [.user("Hello")])
        let events = feature.events(client.kind)
        var encoder = client.encoder(
            answering: ClientRequest(request: request, streams: true),
            identity: AnswerIdentity(id: "a", created: Timestamp(microseconds: 0), model: "m"))
        var bytes: [UInt8] = []
        encoder.encode(events, into: &bytes)
        var reader = upstream.reader(answering: request)
        var read: [ModelEvent] = []
        do throws(ModelError) {
            try reader.read(bytes, into: &read)
            try reader.end(into: &read)
        } catch {
            return false
        }
        let (before, after) = (ModelAnswer(folding: events), ModelAnswer(folding: read))
        return before.content == after.content && before.usage == after.usage && before.stopReason == after.stopReason
    }

    private static let features = [
        part("text", .text, "Hi"), part("reasoning", .reasoning, "Hm.", follow: true),
        Feature(name: "reasoning with the provider's own signature") { kind in
            let state = ProviderState(origin: kind.rawValue, data: "c2ln")
            return answer(
                [
                    .blockStarted(index: 0, kind: .reasoning), .blockDelta(index: 0, text: "Hm."),
                    .blockSignature(index: 0, signature: state), .blockStopped(index: 0),
                ] + text(at: 1))
        },
        part("a tool call", .toolCall(id: "call_1", name: "calc"), #"{"x":1}"#, stop: .toolUse),
        part("a refusal", .refusal, "No.", stop: .contentFilter),
        Feature(name: "a source") { _ in
            answer([
                .blockStarted(index: 0, kind: .text), .blockDelta(index: 0, text: "Hi"),
                .blockCitation(index: 0, citation: Citation(url: "https://example.com", title: "A")),
                .blockStopped(index: 0),
            ])
        },
        part("a picture", .media(Media(kind: .image, source: .base64("aGk="), mediaType: "image/png")), ""),
        counted("tokens read from a cache", Usage(inputTokens: 9, outputTokens: 2, cachedInputTokens: 4)),
        counted("tokens written to a cache", Usage(inputTokens: 9, outputTokens: 2, cacheWriteTokens: 4)),
        counted("tokens of reasoning", Usage(inputTokens: 9, outputTokens: 5, reasoningTokens: 4)),
        part("stop: the largest answer", .text, "Hi", stop: .outputLimit),
        part("stop: a stop sequence and its text", .text, "Hi", stop: .stopSequence("END")),
        part("stop: the context is full", .text, "Hi", stop: .contextFull),
        part("stop: filtered", .text, "Hi", stop: .contentFilter),
        part("stop: paused", .text, "Hi", stop: .paused),
    ]

    private static func part(
        _ name: String, _ kind: ModelEvent.BlockKind, _ text: String, follow: Bool = false,
        stop: StopReason = .endOfTurn
    ) -> Feature {
        Feature(name: name) { _ in
            var events: [ModelEvent] = [.blockStarted(index: 0, kind: kind)]
            if !text.isEmpty { events.append(.blockDelta(index: 0, text: text)) }
            events.append(.blockStopped(index: 0))
            return answer(events + (follow ? Self.text(at: 1) : []), stop: stop)
        }
    }

    private static func counted(_ name: String, _ usage: Usage) -> Feature {
        Feature(name: name) { _ in answer(text(at: 0), usage: usage) }
    }

    private static func text(at index: Int) -> [ModelEvent] {
        [.blockStarted(index: index, kind: .text), .blockDelta(index: index, text: "Hi"), .blockStopped(index: index)]
    }

    private static func answer(
        _ events: [ModelEvent], usage: Usage = Usage(inputTokens: 5, outputTokens: 2), stop: StopReason = .endOfTurn
    ) -> [ModelEvent] {
        [.started(id: "a", model: "m")] + events + [.usage(usage), .stop(stop)]
    }
}
