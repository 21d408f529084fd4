internal import AgentMemory

extension VectorStoreContract {
    /// Rules on `upsert` and `remove`.
    static let keeping = [
        VectorStoreContract("a vector is found under its name until it is removed") { probe in
            try await probe.put("a", probe.direction(0))
            try await probe.put("b", probe.direction(100))
            try probe.expect(try await probe.names(probe.direction(0)), is: ["a", "b"], "the names")
            try await probe.store.remove(["a"])
            try probe.expect(try await probe.names(probe.direction(0)), is: ["b"], "the names after a removal")
            try await probe.store.remove(["a", "nobody"])
            try await probe.store.remove([])
            try probe.expect(try await probe.names(probe.direction(0)), is: ["b"], "the names after removing nothing")
            try await probe.put("a", probe.direction(1))
            try probe.expect(try await probe.names(probe.direction(0)), is: ["a", "b"], "the names after it came back")
        },
        VectorStoreContract("a vector whose name is taken is replaced, with its labels") { probe in
            try await probe.put("a", probe.direction(0), tags: ["old"])
            try await probe.put("b", probe.direction(500))
            try await probe.put("a", probe.direction(900), tags: ["new"])
            try probe.expect(try await probe.names(probe.direction(0)), is: ["b", "a"], "the names")
            try probe.expect(
                try await probe.names(probe.direction(0), tags: ["old"]), is: [], "those labelled as before")
            try probe.expect(try await probe.names(probe.direction(0), tags: ["new"]), is: ["a"], "those labelled anew")
        },
        VectorStoreContract("of several vectors with one name in a batch the last counts") { probe in
            try await probe.store.upsert([
                VectorEntry(name: "a", vector: probe.direction(0), tags: ["first"]),
                VectorEntry(name: "b", vector: probe.direction(300)),
                VectorEntry(name: "a", vector: probe.direction(900), tags: ["last"]),
            ])
            try probe.expect(try await probe.names(probe.direction(0)), is: ["b", "a"], "the names")
            try probe.expect(try await probe.names(probe.direction(0), tags: ["first"]), is: [], "those labelled first")
        },
        VectorStoreContract("names with the same vector are found together and removed apart") { probe in
            for name in ["c", "a", "d", "b"] { try await probe.put(name, probe.direction(200), tags: [name]) }
            try await probe.put("other", probe.direction(210))
            let query = probe.direction(200)
            try probe.expect(try await probe.names(query), is: ["a", "b", "c", "d", "other"], "the names")
            try probe.expect(try await probe.names(query, limit: 2), is: ["a", "b"], "the first two")
            try probe.expect(try await probe.names(query, tags: ["c"]), is: ["c"], "those labelled c")
            try await probe.store.remove(["a", "c"])
            try probe.expect(try await probe.names(query), is: ["b", "d", "other"], "the names after removals")
            try await probe.put("b", probe.direction(0))
            try probe.expect(try await probe.names(query), is: ["d", "other", "b"], "the names after a replacement")
            try await probe.store.remove(["d"])
            try probe.expect(try await probe.names(query), is: ["other", "b"], "the names after the last removal")
        },
        VectorStoreContract("any text is a name and a label") { probe in
            let texts = ["", " ", "a'b\"c", "ä\u{1F680}", "e\u{301}", "x\u{0}y", String(repeating: "n", count: 300)]
            for (index, text) in texts.enumerated() {
                try await probe.put(text, probe.direction(100 * index), tags: [text])
            }
            try probe.expect(try await probe.names(probe.direction(0)), is: texts, "the names")
            for text in texts {
                try probe.expect(
                    try await probe.names(probe.direction(0), tags: [text]), is: [text], "those labelled '\(text)'")
            }
        },
        VectorStoreContract("an empty batch changes nothing") { probe in
            try await probe.store.upsert([])
            try probe.expect(try await probe.names(probe.direction(0)), is: [], "the names")
        },
    ]
}
