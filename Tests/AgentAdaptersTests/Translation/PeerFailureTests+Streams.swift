import AgentAdapters
import AgentPrimitives
import Testing

@testable import AgentAdapters

extension PeerFailureTests {
    @Suite("with streams") struct Streams {
        private let hello = [ModelEvent].answer([(.text, "Hello.")], usage: Usage(inputTokens: 5, outputTokens: 2))

        @Test("usage has a chunk of its own with no choices, only if it was asked for")
        func usageChunk() throws {
            let asked = ClientRequest(request: .plain, streams: true, includesUsage: true)
            let chunks = try ModelAPI.chat.documents(hello, answering: asked)
            #expect(chunks.last?["choices"] == [])
            #expect(chunks.last?["usage"]?["total_tokens"] == 7)
            #expect(chunks.dropLast().allSatisfy { $0["usage"] == .null })
            #expect(chunks.dropLast().last?["choices"]?[0]?["finish_reason"] == "stop")
            let silent = ClientRequest(request: .plain, streams: true, includesUsage: false)
            let plain = try ModelAPI.chat.documents(hello, answering: silent)
            #expect(plain.allSatisfy { $0["usage"] == nil && $0["choices"]?.arrayValue?.isEmpty == false })
        }

        @Test("a Responses stream opens and closes its item and its part, and ends with what it said")
        func responsesLifecycle() throws {
            let events = try ModelAPI.responses.documents(hello)
            let types = events.compactMap { $0["type"]?.stringValue }
            #expect(
                types == [
                    "response.created", "response.in_progress", "response.output_item.added",
                    "response.content_part.added",
                    "response.output_text.delta", "response.output_text.done", "response.content_part.done",
                    "response.output_item.done", "response.completed",
                ])
            #expect(events.compactMap { $0["sequence_number"]?.intValue } == Array(0..<events.count))
            let whole = try #require(events.last?["response"])
            #expect(whole["id"] == events.first?["response"]?["id"])
            #expect(whole["output"]?[0]?["content"]?[0]?["text"] == "Hello.")
            #expect(whole["usage"]?["input_tokens"] == 5)
        }

        @Test("an overload in mid-stream is one for the client too, and has its own status before")
        func midStreamErrors() throws {
            let reading = ModelAPI.anthropic.read(events: [
                #"{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":1,"output_tokens":0}}}"#,
                #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
                #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}"#,
                #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
            ])
            let failure = try #require(reading.failure)
            #expect(failure.code == .overloaded)
            #expect(reading.answer.message.text == "Hel")
            #expect(ModelAPI.anthropic.client?.failure(failure).status == 529)
            #expect(ModelAPI.chat.client?.failure(failure).status == 503)
            let last = try ModelAPI.anthropic.documents(reading.events, thenFailing: failure).last
            #expect(last?["error"]?["type"] == "overloaded_error")
            let chat = try ModelAPI.chat.documents(reading.events, thenFailing: failure).last
            #expect(chat?["error"]?["message"]?.stringValue?.contains("Overloaded") == true)
        }

        @Test("what was opened is closed when the upstream dies, and a good end comes once")
        func closing() throws {
            let error = ModelError(.malformedResponse, "the stream broke off")
            let broken = try ModelAPI.anthropic.documents(Array(hello.prefix(3)), thenFailing: error)
            let types = broken.compactMap { $0["type"]?.stringValue }
            #expect(
                types == [
                    "message_start", "content_block_start", "content_block_delta", "content_block_stop", "error",
                ])
            let good = try ModelAPI.anthropic.documents(hello, thenFailing: error).compactMap {
                $0["type"]?.stringValue
            }
            #expect(good.filter { $0 == "message_stop" }.count == 1)
            #expect(good.suffix(3) == ["content_block_stop", "message_delta", "message_stop"])
            let responses = try ModelAPI.responses.documents(Array(hello.prefix(3)), thenFailing: error)
            #expect(responses.last?["type"] == "response.failed" || responses.last?["type"] == "error")
        }

        @Test("characters and field names may be cut anywhere")
        func cuts() throws {
            let bytes = try ModelAPI.chat.write(.answer([(.text, "é🙂漢")]))
            let whole = ModelAPI.chat.read([bytes])
            #expect(whole.answer.message.text == "é🙂漢")
            for cut in 0...bytes.count {
                #expect(ModelAPI.chat.read([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole)
            }
        }

        @Test("a chunk without choices, and a choice without a delta, say nothing and break nothing")
        func azure() {
            let reading = ModelAPI.chat(.azure).read(events: [
                #"{"id":"","model":"","choices":[],"prompt_filter_results":[{"prompt_index":0}]}"#,
                #"{"choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"}}],"model":"gpt"}"#,
                #"{"choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"check_offset":1}}],"model":""}"#,
                #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"model":"gpt"}"#,
            ])
            #expect(reading.failure == nil)
            #expect(reading.answer.message.text == "Hi")
            #expect(reading.answer.model == "gpt")
        }

        @Test("the text that stopped the model is kept, and a full answer is no stop")
        func stopReasons() throws {
            let stopped = try ModelAPI.anthropic.documents(.answer([(.text, "Hi")], stop: .stopSequence("END")))
            let delta = stopped.first { $0["type"] == "message_delta" }?["delta"]
            #expect(delta?["stop_reason"] == "stop_sequence")
            #expect(delta?["stop_sequence"] == "END")
            let read = ModelAPI.anthropic.read([
                try ModelAPI.anthropic.write(.answer([(.text, "Hi")], stop: .stopSequence("END")))
            ])
            #expect(read.answer.stopReason == .stopSequence("END"))
            func finish(_ reason: StopReason) throws -> JSONValue? {
                try ModelAPI.chat.document(.answer([(.text, "Hi")], stop: reason))["choices"]?[0]?["finish_reason"]
            }
            #expect(try finish(.stopSequence("END")) == "stop")
            #expect(try finish(.outputLimit) == "length")
            #expect(try finish(.contextFull) == "length")
            #expect(try finish(.contentFilter) == "content_filter")
            #expect(
                try ModelAPI.responses.document(.answer([(.text, "Hi")], stop: .outputLimit))["status"] == "incomplete")
        }

        @Test("Bedrock's counts, which follow the stop, arrive before the answer ends")
        func bedrockUsage() throws {
            let usage = Usage(inputTokens: 9, outputTokens: 2, cachedInputTokens: 4)
            let bytes = try ModelAPI.bedrock.write(.answer([(.text, "Hi")], usage: usage))
            let reading = ModelAPI.bedrock.read([bytes])
            #expect(reading.answer.usage == usage)
            #expect(reading.events.last == .stop(.endOfTurn))
            let asked = ClientRequest(request: .plain, streams: true, includesUsage: true)
            let last = try ModelAPI.chat.documents(reading.events, answering: asked).last
            #expect(last?["usage"]?["prompt_tokens"] == 9)
            #expect(last?["usage"]?["prompt_tokens_details"]?["cached_tokens"] == 4)
        }
    }
}
