import Testing

@testable internal import AgentNetwork

struct HTTPRoutePatternTests {
    @Test(arguments: [
        ("/", [HTTPRoutePattern.Segment.literal([])], []),
        ("/a/b", [.literal(Array("a".utf8)), .literal(Array("b".utf8))], []),
        ("/a/", [.literal(Array("a".utf8)), .literal([])], []),
        ("/{x}", [.parameter(suffix: [])], ["x"]),
        ("/v1/{model}:run", [.literal(Array("v1".utf8)), .parameter(suffix: Array(":run".utf8))], ["model"]),
        ("/{a_1}.json/{rest...}", [.parameter(suffix: Array(".json".utf8)), .rest], ["a_1", "rest"]),
        ("/%7ea%2fb%c3%bc", [.literal(Array("~a%2Fb%C3%BC".utf8))], []),
    ])
    func `Patterns in parts`(text: String, segments: [HTTPRoutePattern.Segment], names: [String]) throws {
        let pattern = try HTTPRoutePattern(parsing: text)
        #expect(pattern.segments == segments)
        #expect(pattern.names == names)
    }

    @Test(arguments: [
        "", "a", "//", "/a//b", "/{", "/{}", "/{a", "/{a}/{a}", "/x{a}", "/{a}{b}", "/{a b}", "/{a...}/b", "/{a...}x",
        "/{...}", "/a}", "/a b", "/ü", "/a?b", "/a#b", "/..", "/a/./b", "/%2e%2e", "/%00", "/%4", "/%zz", "/a\\b",
        "/{a}/..",
    ])
    func `What is no pattern is refused`(text: String) async {
        await expectError(.invalidUse) { try HTTPRoutePattern(parsing: text) }
    }
}
