internal import AgentMemory

extension VectorStoreContract {
    /// Rules on `search`.
    static let searching = [
        VectorStoreContract("the closest come first, whatever the lengths") { probe in
            for (name, step, length) in [("c", 300, 9), ("a", 0, 0.5), ("d", 900, 1), ("b", 100, 0.001)]
                as [(String, Int, Float)]
            { try await probe.put(name, probe.direction(step, length: length)) }
            let matches = try await probe.store.search(probe.direction(0, length: 3), limit: 10, tags: [])
            try probe.expect(matches.map(\.name), is: ["a", "b", "c", "d"], "the names")
            for (match, slope) in zip(matches, [0, 0.1, 0.3, 0.9]) {
                let cosine = 1 / (1 + slope * slope).squareRoot()
                try probe.expect(
                    abs(Double(match.similarity) - cosine) < 1e-3,
                    "expected '\(match.name)' to be close by \(cosine), found \(match.similarity)")
            }
        },
        VectorStoreContract("an opposite vector is at -1, one without a direction at 0") { probe in
            try await probe.put("opposite", probe.direction(0, length: -2))
            try await probe.put("nowhere", probe.direction(0, length: 0))
            let matches = try await probe.store.search(probe.direction(0), limit: 10, tags: [])
            try probe.expect(matches.map(\.name), is: ["nowhere", "opposite"], "the names")
            try probe.expect(matches.map(\.similarity), is: [0, -1], "the similarities")
            let lost = try await probe.store.search(probe.direction(0, length: 0), limit: 10, tags: [])
            try probe.expect(lost.map(\.similarity), is: [0, 0], "the similarities to a query without a direction")
        },
        VectorStoreContract("a limit is kept, and names decide among equally close ones") { probe in
            for name in ["e", "b", "d", "a", "c"] { try await probe.put(name, probe.direction(0)) }
            for (limit, expected) in [
                (0, []), (-1, []), (Int.min, []), (1, ["a"]), (3, ["a", "b", "c"]), (5, ["a", "b", "c", "d", "e"]),
                (Int.max, ["a", "b", "c", "d", "e"]),
            ] {
                try probe.expect(
                    try await probe.names(probe.direction(0), limit: limit), is: expected, "the names up to \(limit)")
            }
        },
        VectorStoreContract("an empty store finds nothing") { probe in
            try probe.expect(try await probe.names(probe.direction(0)), is: [], "the names")
            try probe.expect(try await probe.names(probe.direction(0), tags: ["a"]), is: [], "those labelled a")
        },
        VectorStoreContract("only vectors with all labels are found, also among many without") { probe in
            try await probe.store.upsert(
                (0..<1000).map { number in
                    var tags: Set<String> = []
                    if number.isMultiple(of: 7) { tags.insert("seven") }
                    if number.isMultiple(of: 11) { tags.insert("eleven") }
                    return VectorEntry(name: "\(number)", vector: probe.direction(number), tags: tags)
                })
            let query = probe.direction(0)
            try probe.expect(
                try await probe.names(query, limit: 4, tags: ["seven"]), is: ["0", "7", "14", "21"], "those with seven")
            try probe.expect(
                try await probe.names(query, limit: 3, tags: ["seven", "eleven"]), is: ["0", "77", "154"],
                "those with both")
            try probe.expect(
                try await probe.names(query, limit: 3, tags: ["seven", "nine"]), is: [], "those with a label of nobody")
            try await probe.store.remove((0..<990).map { "\($0)" })
            try probe.expect(
                try await probe.names(query, tags: ["eleven"]), is: ["990"], "those with eleven after removals")
        },
        VectorStoreContract("every vector of a thousand is found first by itself") { probe in
            let vectors = (0..<1000).map { probe.direction($0 * 3 - 1500) }
            try await probe.store.upsert(
                vectors.enumerated().map { VectorEntry(name: "v\($0.offset)", vector: $0.element) })
            for number in stride(from: 0, to: 1000, by: 13) {
                try probe.expect(
                    try await probe.names(vectors[number], limit: 1), is: ["v\(number)"], "the name of vector \(number)"
                )
            }
        },
        VectorStoreContract("searches and changes at once do not disturb each other") { probe in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<6 {
                    group.addTask {
                        for step in 0..<20 {
                            let name = "\(task)-\(step)"
                            try await probe.put(name, probe.direction(task * 100 + step), tags: ["\(task)"])
                            let found = try await probe.names(probe.direction(0), limit: 200, tags: ["\(task)"])
                            try probe.expect(found.count, is: step + 1, "the number of vectors of one task")
                            try probe.expect(found.contains(name), "expected '\(name)' to be found once it is kept")
                        }
                    }
                }
                try await group.waitForAll()
            }
        },
    ]
}
