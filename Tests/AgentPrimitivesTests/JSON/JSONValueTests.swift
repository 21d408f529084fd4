internal import AgentPrimitives
internal import Testing

@Suite("JSON values")
struct JSONValueTests {
    @Test("literals and accessors")
    func access() {
        let value: JSONValue = ["n": nil, "b": true, "i": 42, "d": 0.5, "s": "text", "a": [1, 2], "o": ["x": 1]]
        #expect(value["n"]?.isNull == true)
        #expect(value["b"]?.boolValue == true)
        #expect(value["i"]?.intValue == 42)
        #expect(value["i"]?.doubleValue == 42)
        #expect(value["d"]?.doubleValue == 0.5)
        #expect(value["d"]?.intValue == nil)
        #expect(value["s"]?.stringValue == "text")
        #expect(value["a"]?[1] == 2)
        #expect(value["a"]?[2] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["a"]?.arrayValue?.count == 2)
        #expect(value["o"]?["x"]?.numberValue?.text == "1")
        #expect(value["missing"] == nil)
        #expect(value[0] == nil)
        #expect(value["s"]?["x"] == nil)
        #expect(JSONValue.int(UInt64.max).text() == "18446744073709551615")
        #expect(value["s"]?.isNull == false)
    }

    @Test("a kind never answers for another")
    func kinds() {
        let values: [JSONValue] = [nil, true, 1, "1", [], [:]]
        #expect(values.map { $0.boolValue != nil } == [false, true, false, false, false, false])
        #expect(values.map { $0.intValue != nil } == [false, false, true, false, false, false])
        #expect(values.map { $0.stringValue != nil } == [false, false, false, true, false, false])
        #expect(values.map { $0.arrayValue != nil } == [false, false, false, false, true, false])
        #expect(values.map { $0.objectValue != nil } == [false, false, false, false, false, true])
    }

    @Test("equality and hashing are exact")
    func equality() {
        #expect(Set<JSONValue>([nil, true, false, 1, "1", [], [:], [[]], [1, 2], [2, 1]]).count == 10)
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        #expect(Set<JSONValue>(["\u{E9}", "e\u{301}"]).count == 2)
        #expect(JSONValue.int(1) != 1.0)
        #expect([1, ["a": [2, 3]], 4] as JSONValue == [1, ["a": [2, 3]], 4])
        #expect([1, ["a": [2, 3]], 4] as JSONValue != [1, ["a": [2, 5]], 4])
    }
}
