internal import AgentMemory
internal import AgentPrimitives
internal import Synchronization
internal import Testing

@Suite struct GatedMemoryBusTests {
    private let policy = ChannelPolicy(denied: ["system"], tags: ["private", "untrusted:web"])

    @Test func keepsInWhatMayNotLeave() async throws {
        try await withMemory { bus, memory in
            var tainted = MemoryRecord.sample("tainted", "common word")
            tainted.taint = .untrusted(from: "web")
            try await bus.remember([
                .sample("a", "common word"), .sample("secret", "common word", channel: .system),
                .sample("private", "common word", tags: ["private"]), tainted, .sample("b", "common word"),
            ])
            #expect(try await memory.recent(9, in: nil).map(\.id) == ["b", "a"])
            // Withheld ones make room for the next.
            #expect(try await memory.recent(2, in: nil).map(\.id) == ["b", "a"])
            #expect(Set(try await memory.search("common", limit: 2, tags: []).map(\.record.id)) == ["a", "b"])
            #expect(try await memory.record("a")?.id == "a")
            #expect(try await memory.record("nobody") == nil)
            for name in ["secret", "private", "tainted"] {
                let error = await #expect(throws: MemoryError.self) { _ = try await memory.record(name) }
                #expect(error?.code == .denied)
                #expect(error?.decision?.rule == "test")
            }
            let (entries, last) = try await memory.page(MemoryQuery(after: 0, limit: 3))
            #expect(entries.map(\.record.id) == ["a"])
            #expect(last == 3)
        }
    }

    @Test func keepsOutWhatMayNotEnter() async throws {
        try await withMemory { bus, memory in
            let error = await #expect(throws: MemoryError.self) {
                try await memory.remember([.sample("a"), .sample("b", channel: .system)])
            }
            #expect(error?.code == .denied)
            let kept = try await bus.recent(9)
            #expect(kept.isEmpty)
        }
    }

    @Test func erasesAllOrNothing() async throws {
        try await withMemory { bus, memory in
            try await bus.remember([.sample("a"), .sample("b", channel: .system)])
            let error = await #expect(throws: MemoryError.self) { try await memory.erase(.matching(.everything)) }
            #expect(error?.code == .denied)
            #expect(try await bus.recent(9).count == 2)
            #expect(try await memory.erase(.matching(MemoryFilter(channel: .input))) == ["a"])
            #expect(try await bus.recent(9).map(\.id) == ["b"])
        }
    }

    @Test func failsClosed() async throws {
        try await withMemory { bus, memory in
            try await bus.remember(.sample("a", "word"))
            policy.isBroken.withLock { $0 = true }
            let calls: [() async throws -> Void] = [
                { try await memory.remember(.sample("b")) }, { _ = try await memory.recent(1, in: nil) },
                { _ = try await memory.search("word", limit: 1, tags: []) }, { _ = try await memory.record("a") },
                { _ = try await memory.page(MemoryQuery(limit: 1)) }, { try await memory.erase(.records(["a"])) },
                {
                    try await memory.withSubscription { updates in
                        try await bus.remember(.sample("c"))
                        for try await _ in updates {}
                    }
                },
            ]
            for call in calls {
                let error = await #expect(throws: MemoryError.self) { try await call() }
                #expect(error?.code == .denied)
            }
            #expect(try await bus.record("a") != nil)
            #expect(try await bus.record("b") == nil)
        }
    }

    @Test func tellsSubscribersOnlyOfWhatMayLeave() async throws {
        try await withMemory { bus, memory in
            let names = try await memory.withSubscription { updates in
                try await bus.remember([.sample("a"), .sample("secret", channel: .system), .sample("b")])
                try await bus.shutdown()
                var names: [String] = []
                for try await case .remembered(let entry) in updates { names.append(entry.record.id) }
                return names
            }
            #expect(names == ["a", "b"])
        }
    }

    private func withMemory(_ body: (MemoryBus, GatedMemoryBus) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let bus = try await MemoryBus.open(at: folder + "/memory.sqlite")
            let gate = MemoryGate(policy: policy, agent: AgentID(randomBits: 1, 2), session: SessionID("ses_test"))
            try await body(bus, GatedMemoryBus(bus, gate: gate))
            try await bus.shutdown()
        }
    }
}
