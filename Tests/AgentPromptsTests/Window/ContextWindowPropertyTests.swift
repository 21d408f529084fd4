import AgentPrimitives
import AgentPrompts
import Testing

/// Properties that hold for any conversation, checked on random ones.
@Suite struct ContextWindowPropertyTests {
    private let estimator = ByteTokenEstimator(bytesPerToken: 2, tokensPerItem: 3)

    @Test(arguments: 0..<20)
    func holdForRandomHistories(seed: Int) {
        var random = Draw(seed: UInt64(seed))
        for _ in 0..<200 { check(&random) }
    }

    private func check(_ random: inout Draw) {
        let history = history(&random)
        var options = ContextOptions()
        options.maximumTokens = 40 + random.below(1200)
        options.reservedOutputTokens = random.below(60)
        options.cutsToolResults = random.below(2) == 0
        options.cutsUserMessages = random.below(2) == 0
        options.smallestCutTokens = 60
        let window = ContextWindow(options: options, estimator: estimator)
        let room = options.maximumTokens - options.reservedOutputTokens
        do throws(PromptError) {
            let context = try window.fit(history, system: "system")
            #expect(context.inputTokens <= room)
            check(context, against: history)
            let again = try window.fit(history, system: "system")
            #expect(again == context)
        } catch {
            #expect(error.code == .windowExceeded)
            #expect((error.demand?.excess ?? 0) > 0)
        }
    }

    private func check(_ context: FittedContext, against history: [ContextEntry]) {
        let cutMessages = Set(context.cuts.map(\.message))
        let sum = context.messages.reduce(estimator.tokens(in: "system")) { $0 + estimator.tokens(in: $1) }
        #expect(sum == context.inputTokens)
        #expect(context.messages.count + context.droppedMessages == history.count)

        // Order: each kept message is found behind the one before; a cut one is known by its first part's identity.
        var kept: [Int] = []
        var next = 0
        for (index, message) in context.messages.enumerated() {
            while next < history.count,
                cutMessages.contains(index)
                    ? identity(history[next].message) != identity(message) : history[next].message != message
            {
                next += 1
            }
            guard next < history.count else {
                Issue.record("a message is new or out of order")
                return
            }
            kept.append(next)
            next += 1
        }
        let keptSet = Set(kept)
        for (index, entry) in history.enumerated() where entry.isPinned {
            #expect(keptSet.contains(index), "a pinned message was dropped")
        }
        if let question = history.lastIndex(where: { $0.message.role == .user }) {
            #expect(keptSet.contains(question), "the question was dropped")
        }
        // Pairs: calls and results of the same identifier are all in or all out.
        var members: [String: [Int]] = [:]
        for (index, entry) in history.enumerated() {
            for id in identifiers(entry.message) { members[id, default: []].append(index) }
        }
        for (id, indices) in members {
            #expect(Set(indices.map(keptSet.contains)).count == 1, "call \(id) was separated")
        }
    }

    private func identifiers(_ message: Message) -> [String] {
        message.content.compactMap { part in
            switch part {
            case .toolCall(let call): call.id
            case .toolResult(let result): result.callID
            default: nil
            }
        }
    }

    /// What a cut leaves alone: the role, the first characters, the calls.
    private func identity(_ message: Message) -> String {
        "\(message.role) \(message.text.prefix(4)) \(identifiers(message))"
    }

    private func history(_ random: inout Draw) -> [ContextEntry] {
        var entries: [ContextEntry] = []
        var serial = 0
        func text(_ limit: Int) -> String {
            serial += 1
            // Four digits first, so that every message differs.
            return String(10_000 + serial).dropFirst() + String(repeating: "é", count: random.below(limit))
        }
        for _ in 0..<random.below(24) {
            switch random.below(4) {
            case 0: entries.append(ContextEntry(.user(text(80))))
            case 1: entries.append(ContextEntry(.assistant(text(80))))
            default:
                let calls = (0...random.below(3)).map { _ in ToolCall(id: text(1), name: "t", argumentsText: "") }
                entries.append(
                    ContextEntry(Message(role: .assistant, content: [.text(text(9))] + calls.map { .toolCall($0) })))
                // Results in one message each, sometimes with another message between, sometimes missing.
                for call in calls where random.below(8) > 0 {
                    if random.below(10) == 0 { entries.append(ContextEntry(.user(text(20)))) }
                    let result = ToolResult(callID: call.id, name: "t", content: text(300))
                    entries.append(ContextEntry(Message(role: .tool, content: [.toolResult(result)])))
                }
            }
        }
        for index in entries.indices where random.below(12) == 0 { entries[index].isPinned = true }
        return entries
    }
}

/// Small numbers out of a seeded source.
private struct Draw {
    private let source: SeededRandomSource

    init(seed: UInt64) {
        source = SeededRandomSource(seed: seed)
    }

    mutating func below(_ limit: Int) -> Int {
        Int(source.next() % UInt64(limit))
    }
}
