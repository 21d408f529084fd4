import Testing

@testable internal import AgentNetwork

struct HTTPHeadersTests {
    @Test func `Names compare without case, order and repetitions stay`() {
        var headers: HTTPHeaders = ["Set-Cookie": "a", "Content-Type": "text/plain", "set-cookie": "b"]
        #expect(headers["CONTENT-TYPE"] == "text/plain")
        #expect(headers.values(for: "Set-Cookie") == ["a", "b"])
        #expect(headers.map(\.name) == ["Set-Cookie", "Content-Type", "set-cookie"])
        headers.add("X", "1")
        #expect(headers.last == HTTPHeaders.Field(name: "X", value: "1"))
    }

    @Test func `Setting replaces all of a name in the first one's place`() {
        var headers: HTTPHeaders = ["A": "1", "B": "2", "a": "3"]
        headers["a"] = "4"
        #expect(headers == ["a": "4", "B": "2"])
        headers["B"] = nil
        #expect(headers == ["a": "4"])
        headers["C"] = "5"
        #expect(headers == ["a": "4", "C": "5"])
    }

    @Test func `List fields`() {
        let headers: HTTPHeaders = ["Connection": "keep-alive , Close", "connection": "upgrade,,"]
        #expect(headers.hasToken("close", in: "Connection"))
        #expect(headers.hasToken("UPGRADE", in: "Connection"))
        #expect(!headers.hasToken("clos", in: "Connection"))
    }
}
