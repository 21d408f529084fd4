import AgentPrimitives
import Testing

@testable import AgentAdapters

/// A request that a client of the API sends, which must reach an upstream of the same API with the same content.
@Suite("Gemini requests and answers through the canonical form")
struct GeminiRoundTripTests {
    private func through(_ body: JSONValue, model: String = "gemini-3-pro") throws -> UpstreamCall {
        let asked = try GeminiClientDialect().request(from: body, model: model, streams: true)
        #expect(asked.losses.isEmpty)
        return try GeminiDialect().call(for: asked.request, streams: asked.streams)
    }

    /// Members in any order are the same request.
    private func sorted(_ json: JSONValue) -> JSONValue {
        switch json {
        case .object(let object):
            .object(
                JSONObject(object.members.sorted { $0.key < $1.key }.map { (key: $0.key, value: sorted($0.value)) }))
        case .array(let elements): .array(elements.map(sorted))
        default: json
        }
    }

    private static let user = #"{"role":"user","parts":[{"text":"a"}]}"#

    @Test(
        "keep content and options",
        arguments: [
            #""contents":[{"role":"user","parts":[{"text":"a"},{"text":"b"}]}],"systemInstruction":{"parts":[{"text":"S"},{"text":"T"}]},"generationConfig":{"maxOutputTokens":9}"#,
            #""contents":[\#(user),{"role":"model","parts":[{"text":"Hm","thought":true},{"text":"m.","thought":true,"thoughtSignature":"czE="},{"text":"See.","thoughtSignature":"czI="},{"text":"","thoughtSignature":"czM="},{"functionCall":{"name":"calc","args":{"x":1.0,"y":[null,"z"]}},"thoughtSignature":"czQ="},{"functionCall":{"name":"now","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"calc","response":{"output":"1"}}},{"functionResponse":{"name":"now","response":{"error":"late"}}}]},{"role":"model","parts":[{"text":"So."}]},\#(user)],"generationConfig":{"maxOutputTokens":9}"#,
            #""contents":[\#(user),{"role":"model","parts":[{"functionCall":{"id":"f1","name":"calc","args":{}},"thoughtSignature":"czE="},{"functionCall":{"id":"f2","name":"calc","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"id":"f2","name":"calc","response":{"y":{"z":1}},"scheduling":"SILENT","willContinue":false}},{"functionResponse":{"id":"f1","name":"calc","response":{"result":"r"},"parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}}]}}]}],"generationConfig":{"maxOutputTokens":9}"#,
            #""contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}},{"inlineData":{"mimeType":"audio/wav","data":"BB=="}},{"fileData":{"mimeType":"video/mp4","fileUri":"https://generativelanguage.googleapis.com/v1beta/files/x"},"videoMetadata":{"fps":2}},{"fileData":{"fileUri":"https://a.example/x.pdf","mimeType":"application/pdf"}},{"inlineData":{"mimeType":"image/png","data":"CC==","displayName":"d"},"mediaResolution":{"level":"MEDIA_RESOLUTION_HIGH"}},{"text":"What?"}]}],"generationConfig":{"maxOutputTokens":9}"#,
            #""contents":[\#(user),{"role":"model","parts":[{"executableCode":{"language":"PYTHON","code":"1"},"thoughtSignature":"czE="},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}},{"inlineData":{"mimeType":"image/png","data":"AA=="},"thoughtSignature":"czI="},{"text":"One."}]},\#(user)],"generationConfig":{"maxOutputTokens":9}"#,
            #""contents":[\#(user)],"tools":[{"functionDeclarations":[{"name":"calc","description":"C.","parametersJsonSchema":{"type":"object","properties":{"x":{"const":1,"pattern":"p"}}}},{"name":"now"}]},{"googleSearch":{}},{"codeExecution":{}}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["calc","now"]},"retrievalConfig":{"languageCode":"de"}},"generationConfig":{"maxOutputTokens":9}"#,
            #""contents":[\#(user)],"tools":[{"functionDeclarations":[{"name":"calc"}]}],"toolConfig":{"functionCallingConfig":{"mode":"AUTO"}},"generationConfig":{"maxOutputTokens":9}"#,
            #""contents":[\#(user)],"tools":[{"functionDeclarations":[{"name":"calc"}]}],"toolConfig":{"functionCallingConfig":{"mode":"VALIDATED"}},"generationConfig":{"maxOutputTokens":9}"#,
            #""contents":[\#(user)],"tools":[{"googleSearch":{}}],"toolConfig":{"functionCallingConfig":{"mode":"VALIDATED"}},"generationConfig":{"maxOutputTokens":9}"#,
            ##""contents":[\##(user)],"generationConfig":{"maxOutputTokens":9,"temperature":0.5,"topP":0.9,"topK":40,"seed":7,"presencePenalty":0.1,"frequencyPenalty":0.2,"stopSequences":["X","Y"],"responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"n":{"$ref":"#/$defs/n"}},"$defs":{"n":{"type":"integer"}},"additionalProperties":false,"propertyOrdering":["n"]}}"##,
            #""contents":[\#(user)],"generationConfig":{"maxOutputTokens":9,"responseMimeType":"application/json"}"#,
            #""contents":[\#(user)],"generationConfig":{"maxOutputTokens":9,"responseMimeType":"text/x.enum","responseSchema":{"type":"STRING","enum":["a"]}}"#,
            #""contents":[\#(user)],"generationConfig":{"maxOutputTokens":9,"responseModalities":["TEXT","IMAGE"],"imageConfig":{"aspectRatio":"1:1"},"thinkingConfig":{"thinkingBudget":0}}"#,
            #""contents":[\#(user)],"generationConfig":{"maxOutputTokens":9,"thinkingConfig":{"includeThoughts":true,"thinkingBudget":-1}}"#,
            #""contents":[\#(user)],"generationConfig":{"maxOutputTokens":9,"thinkingConfig":{"includeThoughts":false,"thinkingBudget":300}}"#,
            #""contents":[\#(user)],"generationConfig":{"maxOutputTokens":9,"thinkingConfig":{"thinkingLevel":"minimal"}}"#,
            #""contents":[\#(user)],"generationConfig":{"maxOutputTokens":9,"thinkingConfig":{"includeThoughts":true}}"#,
            #""contents":[\#(user)],"generationConfig":{"maxOutputTokens":9},"cachedContent":"cachedContents/x","safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}],"labels":{"team":"a"},"serviceTier":"flex""#,
        ])
    func same(_ fields: String) throws {
        let body = try JSONValue(parsing: "{\(fields)}")
        let call = try through(body)
        #expect(sorted(call.body).text() == sorted(body).text())
        #expect(call.losses.isEmpty)
        // Once more, so that what was sent is what would be read.
        #expect(try through(call.body).body == call.body)
    }

    @Test("keep what an answer says, streamed or whole")
    func answers() throws {
        let document = try JSONValue(
            parsing:
                #"{"candidates":[{"content":{"parts":[{"text":"Hm.","thought":true,"thoughtSignature":"czE="},{"executableCode":{"code":"1"}},{"inlineData":{"mimeType":"image/png","data":"AA=="},"thoughtSignature":"czI="},{"text":"It said.","thoughtSignature":"czM="},{"functionCall":{"name":"calc","args":{"x":1.0},"id":"f1"},"thoughtSignature":"czQ="},{"functionCall":{"name":"now","args":{}}},{"text":"","thoughtSignature":"czU="}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":5,"totalTokenCount":125,"cachedContentTokenCount":80,"thoughtsTokenCount":20},"modelVersion":"gemini-x","responseId":"r1"}"#
        )
        let dialect = GeminiClientDialect()
        let identity = AnswerIdentity(id: "r1", created: Timestamp(microseconds: 0), model: "gemini-x")
        let request = ClientRequest(request: GeminiReading.request, streams: false)
        let reading = GeminiReading(document.text())
        #expect(reading.failure == nil)
        let response = dialect.response(reading.answer, to: request, identity: identity)
        #expect(response.text() == document.text())
        for form in [GeminiClientDialect.StreamForm.events, .array] {
            var encoder = GeminiClientDialect(streamForm: form).encoder(answering: request, identity: identity)
            var bytes: [UInt8] = []
            for event in reading.events { encoder.encode([event], into: &bytes) }
            let again = GeminiReading([bytes])
            #expect(again.disorder == nil)
            #expect(
                dialect.response(again.answer, to: request, identity: identity)["usageMetadata"]
                    == document["usageMetadata"])
            #expect(again.answer.message.toolCalls == reading.answer.message.toolCalls)
            #expect(again.answer.message.text == reading.answer.message.text)
            #expect(again.answer.stopReason == .toolUse)
        }
    }

    @Test("take linear time on a large history")
    func large() throws {
        let text = String(repeating: "word ", count: 20_000)
        let turn: [JSONValue] = [
            ["role": "user", "parts": [["text": .string(text)]]],
            ["role": "model", "parts": [["functionCall": ["name": "n", "args": ["x": 1]]]]],
            ["role": "user", "parts": [["functionResponse": ["name": "n", "response": ["output": "ok"]]]]],
        ]
        let body: JSONValue = ["contents": .array((0..<100).flatMap { _ in turn })]
        let call = try through(body)
        #expect(call.body.serialized().count > 10_000_000)
        #expect(call.losses.isEmpty)
    }

    @Test("take linear time on many parallel calls")
    func manyCalls() throws {
        let count = 5000
        let call: JSONValue = ["functionCall": ["name": "n", "args": [:]], "thoughtSignature": "czE="]
        let response: JSONValue = ["functionResponse": ["name": "n", "response": ["output": "ok"]]]
        let body: JSONValue = [
            "contents": [
                ["role": "model", "parts": .array(Array(repeating: call, count: count))],
                ["role": "user", "parts": .array(Array(repeating: response, count: count))],
            ], "generationConfig": ["maxOutputTokens": 1],
        ]
        let written = try through(body).body
        #expect(written["contents"]?[1]?["parts"]?.arrayValue?.count == count)
        #expect(sorted(written).text() == sorted(body).text())
    }
}
