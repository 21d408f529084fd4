internal import AgentPrimitives
internal import Testing

@Suite struct JSONDifferenceTests {
    @Test(arguments: [
        ("1", "2", ""), (#"{"a":1,"b":2}"#, #"{"a":1,"b":3}"#, "/b"), (#"{"b":1}"#, #"{"a":1,"b":1}"#, "/a"),
        (#"{"x":[1,{"y/":[]}]}"#, #"{"x":[1,{"y/":[0]}]}"#, "/x/1/y~1/0"), ("[1]", "{}", ""), ("[1,2]", "[1]", "/1"),
    ]) func findsTheFirstPlace(left: String, right: String, path: String) throws {
        let difference = try JSONValue(parsing: left).firstDifference(to: JSONValue(parsing: right))
        #expect(difference?.path.description == path)
    }

    @Test(arguments: ["1", #"{"a":1,"b":[true,null]}"#]) func isNothingForEqualDocuments(text: String) throws {
        #expect(try JSONValue(parsing: text).firstDifference(to: JSONValue(parsing: text)) == nil)
    }
}
