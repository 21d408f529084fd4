internal import AgentPrimitives
internal import Testing

@Suite("JSON serialiser")
struct JSONSerializerTests {
    private let value: JSONValue = ["a": [1, [], [:], [true, nil]], "b": ["c": "d"]]

    @Test("compact")
    func compact() {
        #expect(value.text() == #"{"a":[1,[],{},[true,null]],"b":{"c":"d"}}"#)
        #expect(value.description == value.text())
    }

    @Test("pretty")
    func pretty() {
        let expected = """
            {
              "a": [
                1,
                [],
                {},
                [
                  true,
                  null
                ]
              ],
              "b": {
                "c": "d"
              }
            }
            """
        #expect(value.text(.pretty()) == expected)
        #expect(JSONValue.array([1]).text(.pretty(indent: 0)) == "[\n1\n]")
        #expect(JSONValue.array([1]).text(.pretty(indent: 4)) == "[\n    1\n]")
    }

    @Test("appends to what is there")
    func appends() {
        var output = Array("data: ".utf8)
        JSONValue.bool(true).serialize(into: &output)
        #expect(output == Array("data: true".utf8))
    }

    @Test("strings have the fewest escapes")
    func escapes() {
        let text = "\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F} \"\\/\u{7F}\u{2028}é😀"
        let expected = #""\u0000\u0001\b\t\n\u000b\f\r\u001f \"\\/\#u{7F}\#u{2028}é😀""#
        #expect(JSONValue.string(text).text() == expected)
        #expect(JSONValue.object([text: nil]).text() == "{\(expected):null}")
    }
}
