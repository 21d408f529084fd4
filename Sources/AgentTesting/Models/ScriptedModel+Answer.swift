public import AgentPrimitives

extension ScriptedModel {
    /// One prepared answer.
    public struct Answer: Sendable {
        private enum Content {
            case blocks(text: String, calls: [ToolCall])
            case batches([[ModelEvent]])
        }

        private let content: Content
        /// Thrown after the batches.
        let failure: ModelError?

        /// Visible text, delivered word by word.
        public static func text(_ text: String) -> Answer {
            Answer(content: .blocks(text: text, calls: []), failure: nil)
        }

        /// Tool calls, after some text if there is any.
        public static func toolCalls(_ calls: [ToolCall], text: String = "") -> Answer {
            Answer(content: .blocks(text: text, calls: calls), failure: nil)
        }

        /// Any events in any batches.
        public static func batches(_ batches: [[ModelEvent]]) -> Answer {
            Answer(content: .batches(batches), failure: nil)
        }

        /// A failure, after some events if there are any.
        public static func failure(_ error: ModelError, after batches: [[ModelEvent]] = []) -> Answer {
            Answer(content: .batches(batches), failure: error)
        }

        func batches(for request: ModelRequest) -> [[ModelEvent]] {
            switch content {
            case .batches(let batches): batches
            case .blocks(let text, let calls): Self.batches(text: text, calls: calls, request: request)
            }
        }

        private static func batches(text: String, calls: [ToolCall], request: ModelRequest) -> [[ModelEvent]] {
            var batches: [[ModelEvent]] = [[.started(id: "scripted", model: request.model)]]
            if !text.isEmpty {
                batches.append([.blockStarted(index: 0, kind: .text)])
                batches += words(of: text).map { [.blockDelta(index: 0, text: $0)] }
                batches.append([.blockStopped(index: 0)])
            }
            for (offset, call) in calls.enumerated() {
                let index = offset + (text.isEmpty ? 0 : 1)
                batches.append([
                    .blockStarted(index: index, kind: .toolCall(id: call.id, name: call.name)),
                    .blockDelta(index: index, text: call.argumentsText),
                    .blockStopped(index: index),
                ])
            }
            let output = text.utf8.count + calls.reduce(0) { $0 + $1.argumentsText.utf8.count }
            let input = request.messages.reduce(0) { $0 + $1.text.utf8.count }
            // Four bytes to the token, rounded up.
            let usage = Usage(inputTokens: (input + 3) / 4, outputTokens: (output + 3) / 4)
            batches.append([.usage(usage), .stop(calls.isEmpty ? .endOfTurn : .toolUse)])
            return batches
        }

        /// The text cut before each blank.
        private static func words(of text: String) -> [String] {
            var words: [String] = []
            for character in text {
                if words.isEmpty || character == " " {
                    words.append(String(character))
                } else {
                    words[words.count - 1].append(character)
                }
            }
            return words
        }
    }
}
