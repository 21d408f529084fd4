import AgentPrimitives
import AgentTools
import Testing

@Suite struct ArgumentDecodingTests {
    private static let required: JSONObject = [
        "text": "t", "max_url_size": 7, "window": ["label": "w"], "extra": nil,
    ]

    private func result(_ changes: JSONObject) async throws -> String {
        var arguments = Self.required
        for (key, value) in changes { arguments[key] = value }
        return try await ToolDispatcher(Everything()).result(of: "everything", JSONValue.object(arguments).text())
            .content
    }

    @Test("What is absent takes its default")
    func defaults() async throws {
        #expect(try await result([:]) == #"t 200 7 0.5 false ascending mm - - [] 1 w null"#)
    }

    @Test("What is there is read")
    func values() async throws {
        let changes: JSONObject = [
            "line_count": 5000, "ratio": 1, "is_deep": true, "order": "descending", "unit": "cm", "note": "n",
            "level": 9, "tags": ["a", "b"], "window": ["start": 100, "label": "v"], "extra": ["k": [1]],
        ]
        #expect(
            try await result(changes)
                == #"t 5000 7 1.0 true descending cm n 9 ["a", "b"] 100 v {"k":[1]}"#)
        #expect(try await result(["note": nil, "level": nil, "line_count": 2e2]).contains(" 200 7 0.5 "))
    }

    @Test(
        "A value that does not fit is refused with its path",
        arguments: [
            (["line_count": 9000], "/line_count: expected a whole number in 1...5000, found 9000"),
            (["line_count": "9"], "/line_count: expected a whole number in 1...5000, found \"9\""),
            (["line_count": 1.5], "/line_count: expected a whole number in 1...5000, found 1.5"),
            (["line_count": nil], "/line_count: expected a whole number in 1...5000, found null"),
            (["max_url_size": 256], "/max_url_size: expected a whole number in 0...255, found 256"),
            (["ratio": 1.01], "/ratio: expected a number in 0...1, found 1.01"),
            (["is_deep": 1], "/is_deep: expected true or false, found 1"),
            (["order": "up"], #"/order: expected one of "ascending", "descending", found "up""#),
            (["unit": "km"], #"/unit: expected one of "mm", "cm", found "km""#),
            (["level": 0], "/level: expected a whole number in 1...9, found 0"),
            (["tags": ["a", 2]], "/tags/1: expected a string, found 2"),
            (["tags": "a"], "/tags: expected an array, found \"a\""),
            (["window": ["label": "w", "start": 0]], "/window/start: expected a whole number in 1...100, found 0"),
            (["window": [:]], "/window/label: expected a string, found no such argument"),
            (
                ["window": ["label": "w", "lable": 1]],
                "/window/lable: expected one of start, label, found an unknown argument; did you mean label?"
            ),
            (["window": 3], "/window: expected an object, found 3"),
        ] as [(JSONObject, String)])
    func refusals(changes: JSONObject, message: String) async throws {
        #expect(try await result(changes) == message)
    }

    @Test("Unknown, missing and repeated arguments are refused")
    func keys() async throws {
        let dispatcher = try ToolDispatcher(Echo())
        let cases = [
            (#"{"txet":"a"}"#, "/txet: expected one of text, times, found an unknown argument; did you mean text?"),
            (#"{"zebra":"a","text":"b"}"#, "/zebra: expected one of text, times, found an unknown argument"),
            (#"{}"#, "/text: expected a string, found no such argument"),
            (#"{"text":"a","text":"b"}"#, "/text: expected the argument once, found it twice"),
            (#"[1]"#, "expected an object, found an array of 1"),
        ]
        for (arguments, message) in cases {
            let result = try await dispatcher.result(of: "echo", arguments)
            #expect(result.isError)
            #expect(result.content == message)
        }
    }

    @Test("Arguments that are no JSON, too long or too deep are refused with the place")
    func text() async throws {
        let limits = ToolLimits(maximumArgumentBytes: 100, maximumArgumentDepth: 4)
        let dispatcher = try ToolDispatcher(Echo(), limits: limits)
        let broken = try await dispatcher.result(of: "echo", #"{"text": oops}"#)
        #expect(broken.isError)
        #expect(broken.content.hasPrefix("expected the arguments of echo as one JSON object: line 1, column 10"))
        #expect(try await dispatcher.result(of: "echo", #"{"text":[[[[1]]]]}"#).isError)
        #expect(try await dispatcher.result(of: "echo", #"{"text":"\#(String(repeating: "a", count: 100))"}"#).isError)
        #expect(try await dispatcher.result(of: "echo", #"{"text":"a"}"#).content == "a")
    }

    @Test("A test may fill in a tool and call it itself")
    func directCall() async throws {
        var tool = Echo()
        tool.text = "hi"
        tool.times = 2
        #expect(try await tool.call(.sample) == .text("hi hi"))
    }

    @Test("Concurrent calls of one tool see their own arguments, in child tasks too")
    func concurrency() async throws {
        let dispatcher = try ToolDispatcher(Relay())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let result = try await dispatcher.result(
                        of: "relay", #"{"number":\#(number),"part":{"name":"p\#(number)"}}"#)
                    #expect(result.content == "\(number) \(number) p\(number)")
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("A tool that calls another keeps its own arguments")
    func nesting() async throws {
        let inner = try ToolDispatcher(Echo())
        let outer = try ToolDispatcher(Nesting(inner: inner))
        #expect(try await outer.result(of: "nesting", #"{"text":"out"}"#).content == "out in out")
    }

    private struct Relay: Tool {
        struct Part: ParameterGroup {
            @Parameter("A name.") var name: String
        }

        static let name = "relay"
        static let summary = "Yields between two looks at its argument."
        @Parameter("A number.") var number: Int
        @Parameter("A part.") var part: Part

        func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
            let first = number
            await Task.yield()
            let second = await withTaskGroup(of: Int.self) { group in
                group.addTask { number }
                return await group.next()
            }
            return .text("\(first) \(second ?? -1) \(part.name)")
        }
    }

    private struct Nesting: Tool {
        static let name = "nesting"
        static let summary = "Calls another tool."
        @Parameter("The text.") var text: String
        let inner: ToolDispatcher

        func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
            let before = text
            let result = try await inner.result(of: "echo", #"{"text":"in"}"#)
            return .text("\(before) \(result.content) \(text)")
        }
    }
}
