import Testing

@testable internal import AgentNetwork

/// The router beside a matcher that tries every pattern.
struct HTTPRouterPropertyTests {
    /// One pattern as text parts, matched without a tree.
    private struct Naive {
        let pattern: String
        let parts: [Substring]
        let methods: Set<String>

        init(_ pattern: String, methods: Set<String>) {
            self.pattern = pattern
            self.methods = methods
            parts = pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        }

        /// How exact each part is, smaller before greater; nil when the path does not fit.
        func rank(_ path: [Substring]) -> [Int]? {
            var ranks: [Int] = []
            for (index, part) in parts.enumerated() {
                if part.hasSuffix("...}") { return path.count > index ? ranks + [2000] : nil }
                guard index < path.count else { return nil }
                if part.hasPrefix("{") {
                    let suffix = part[part.index(after: part.firstIndex(of: "}") ?? part.startIndex)...]
                    guard path[index].hasSuffix(suffix), path[index].count > suffix.count else { return nil }
                    ranks.append(1000 - suffix.count)
                } else {
                    guard part == path[index] else { return nil }
                    ranks.append(0)
                }
            }
            return ranks.count == path.count ? ranks : nil
        }
    }

    private func randomPattern(_ random: inout SeededGenerator) -> String {
        let count = Int.random(in: 1...4, using: &random)
        var parts: [String] = []
        for index in 0..<count {
            let isLast = index == count - 1
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5: parts.append(["a", "b", "ab", "x:go"].randomElement(using: &random) ?? "a")
            case 5..<7: parts.append("{p\(index)}")
            case 7..<9: parts.append("{p\(index)}" + ([":go", "o", "b"].randomElement(using: &random) ?? ""))
            default: parts.append(isLast ? ["{r...}", ""].randomElement(using: &random) ?? "" : "a")
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    private func randomPath(_ random: inout SeededGenerator) -> String {
        let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            ["a", "b", "ab", "x:go", "c", "", "o", ":go", "zb"].randomElement(using: &random) ?? ""
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The same path with some of its letters encoded.
    private func encode(_ path: String, _ random: inout SeededGenerator) -> String {
        path.map { character in
            guard character.isLetter, Bool.random(using: &random), let value = character.asciiValue else {
                return String(character)
            }
            let digits = String(value, radix: 16)
            return "%" + (Bool.random(using: &random) ? digits.uppercased() : digits)
        }.joined()
    }

    @Test(arguments: 0..<20)
    func `Finds what a matcher without a tree finds`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let patterns = Set((0..<Int.random(in: 5...40, using: &random)).map { _ in randomPattern(&random) })
        let naive = patterns.sorted().map { pattern in
            Naive(pattern, methods: [["GET"], ["POST"], ["GET", "POST"]].randomElement(using: &random) ?? ["GET"])
        }
        var options = HTTPRouterOptions()
        options.trailingSlash = .distinct
        let router = try HTTPRouter(options: options) { routes in
            for route in naive {
                for method in route.methods.sorted() {
                    routes.on(HTTPMethod(method), route.pattern) { .text($0.route ?? "") }
                }
            }
        }
        var found = 0
        for _ in 0..<200 {
            let path = randomPath(&random)
            let method = Bool.random(using: &random) ? "GET" : "POST"
            let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            let fitting = naive.compactMap { route in route.rank(parts).map { (route, $0) } }
            let best = fitting.filter { $0.0.methods.contains(method) }.min { $0.1.lexicographicallyPrecedes($1.1) }
            let response = try await answer(router.handler, HTTPMethod(method), encode(path, &random))
            if let best {
                found += 1
                #expect(response.status == .ok, "\(method) \(path)")
                #expect(try await response.text == best.0.pattern, "\(method) \(path)")
            } else {
                #expect(response.status == (fitting.isEmpty ? .notFound : .methodNotAllowed), "\(method) \(path)")
            }
        }
        #expect(found > 0)
    }
}
