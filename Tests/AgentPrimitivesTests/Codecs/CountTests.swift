internal import AgentPrimitives
internal import Testing

@Suite struct CountTests {
    @Test(arguments: ["-1", "9223372036854775807", "-9223372036854775808", "1e300", "0.5", "\"1\""])
    func countsOutOfRangeAreRefused(text: String) throws {
        for member in [
            "input_tokens", "output_tokens", "cached_input_tokens", "reasoning_tokens", "cache_write_tokens",
        ] {
            let json = try JSONValue(parsing: #"{"\#(member)":\#(text)}"#)
            #expect(throws: JSONShapeError.self) { try Usage(json: json) }
        }
    }

    @Test func sumsOfTheLargestCountsFit() throws {
        let largest = try Usage(
            json: JSONValue(parsing: #"{"input_tokens":1125899906842624,"output_tokens":1125899906842624}"#))
        let sum = (0..<1000).reduce(Usage()) { sum, _ in sum + largest }
        #expect(sum.totalTokens == 2000 << 50)
    }
}
