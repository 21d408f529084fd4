import AgentPolicy
import AgentPrimitives
import Testing

@Suite struct NamePatternTests {
    @Test(
        arguments: [
            ("calc", "calc", true), ("calc", "Calc", false), ("calc", "calcs", false), ("calc", "", false),
            ("", "", true), ("", "a", false), ("*", "", true), ("*", "fs.read", true), ("**", "x", true),
            ("fs.*", "fs.read", true), ("fs.*", "fs.", true), ("fs.*", "fs", false), ("fs.*", "xfs.read", false),
            ("*.read", "fs.read", true), ("*.read", "fs.read.now", false), ("f*.r*d", "fs.re.rad", true),
            ("?", "é", true), ("?", "", false), ("fs.?ead", "fs.read", true), ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false), ("*a", "aaa", true), ("a?*", "a", false), ("*", "a*b", true),
        ])
    func matches(pattern: String, name: String, expected: Bool) {
        #expect(NamePattern(pattern).matches(name) == expected)
    }

    @Test("Agrees with a plain recursive matcher on random names")
    func agreesWithReference() {
        let random = SeededRandomSource(seed: 7)
        func word(_ alphabet: [Character]) -> String {
            String((0..<random.next() % 7).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] })
        }
        func reference(_ pattern: Substring, _ name: Substring) -> Bool {
            guard let first = pattern.first else { return name.isEmpty }
            let rest = pattern.dropFirst()
            if first == "*" {
                return reference(rest, name) || (!name.isEmpty && reference(pattern, name.dropFirst()))
            }
            return !name.isEmpty && (first == "?" || first == name.first) && reference(rest, name.dropFirst())
        }
        for _ in 0..<20_000 {
            let pattern = word(["a", "b", "*", "?"])
            let name = word(["a", "b"])
            #expect(NamePattern(pattern).matches(name) == reference(pattern[...], name[...]), "\(pattern) \(name)")
        }
    }

    @Test("A pattern made to backtrack ends soon")
    func staysPolynomial() {
        let pattern = NamePattern(String(repeating: "*a", count: 60) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 2000)))
    }
}
