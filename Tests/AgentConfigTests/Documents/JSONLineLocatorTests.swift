import AgentPrimitives
import Testing

@testable import AgentConfig

@Suite struct JSONLineLocatorTests {
    private let locator = JSONLineLocator(
        Array(
            #"""

            { "a": [1,
                    {"b\"}": "]}",
                     "c/~d": [[],
                              {}]}],
              "\u0061b"
                : null,
              "a2": {"x": 1},
              "a2": {"x":
                        {"y": 2}} }
            """#.utf8))

    @Test(
        arguments: [
            ([], 2), (["a"], 2), (["a", "0"], 2), (["a", "1"], 3), (["a", "1", "b\"}"], 3), (["a", "1", "c/~d"], 4),
            (["a", "1", "c/~d", "0"], 4), (["a", "1", "c/~d", "1"], 5), (["ab"], 6), (["a2"], 9), (["a2", "x"], 9),
            (["a2", "x", "y"], 10),
            // What is not there is looked for as far as the path leads.
            (["nothing"], 2), (["a", "9"], 2), (["a", "1", "none"], 3), (["a2", "x", "y", "z"], 10), (["a", "b"], 2),
        ])
    func findsLines(steps: [String], line: Int) {
        let pointer = steps.reduce(JSONPointer.root) { $0.appending(key: $1) }
        #expect(locator.line(of: pointer) == line)
    }

    @Test func deepNestingCostsNoStack() {
        let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        let locator = JSONLineLocator(Array("{\"a\": \(deep),\n\"b\": 1}".utf8))
        #expect(locator.line(of: .root.appending(key: "b")) == 2)
    }
}
