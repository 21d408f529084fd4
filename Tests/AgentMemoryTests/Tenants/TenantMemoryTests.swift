internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct TenantMemoryTests {
    @Test func keepsReplacesAndDeletes() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let memory = try store.memory("acme")
                let first = try await memory.put("one", at: "k")
                let second = try await memory.put("two", at: "k")
                #expect(second > first)
                #expect(try await memory.text(at: "k") == "two")
                let name = try (memory.name("notes"), memory.key("k"))
                #expect(try await memory.delete(name.0, name.1) == .deleted)
                #expect(try await memory.delete(name.0, name.1) == .missing)
                #expect(try await memory.text(at: "k") == nil)
                #expect(try await memory.usage().items == 0)
                #expect(try await memory.usage().bytes == 0)
                // A version never comes back, so that an old tag cannot match a new entry.
                #expect(try await memory.put("three", at: "k") > second)
            }
        }
    }

    @Test func keepsBytesTagsAndMetadataAsTheyAre() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/g.sqlite"
            let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let value = TenantValue(bytes, contentType: "image/png")
            try await TenantStore.withStore(at: path) { store in
                let memory = try store.memory("acme")
                let write = TenantWrite(value, tags: ["b", "a"], metadata: ["k\"": "v\u{0}"])
                let outcome = try await memory.put(try memory.name("n"), try memory.key("k"), write)
                guard case .stored(let summary, isNew: true) = outcome else {
                    Issue.record("\(outcome)")
                    return
                }
                #expect(summary.valueBytes == 70_000)
            }
            try await TenantStore.withStore(at: path) { store in
                let memory = try store.memory("acme")
                for level in [TenantReadLevel.reader, .writer] {
                    let entry = try await memory.entry(try memory.name("n"), try memory.key("k"), level: level)
                    #expect(entry?.value == value)
                    #expect(entry?.summary.tags == ["a", "b"])
                    #expect(entry?.summary.metadata == ["k\"": "v\u{0}"])
                }
            }
        }
    }

    @Test func heedsPreconditions() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let memory = try store.memory("acme")
                let (namespace, key) = try (memory.name("n"), memory.key("k"))
                func put(_ precondition: TenantPrecondition) async throws -> TenantPutOutcome {
                    try await memory.put(
                        namespace, key, TenantWrite(TenantValue(Array("1".utf8)), precondition: precondition))
                }
                #expect(try await put(TenantPrecondition(ifMatch: .any)) == .preconditionFailed)
                guard case .stored(let first, isNew: true) = try await put(TenantPrecondition(ifNoneMatch: .any)) else {
                    Issue.record("expected a new entry")
                    return
                }
                #expect(try await put(TenantPrecondition(ifNoneMatch: .any)) == .preconditionFailed)
                #expect(
                    try await put(TenantPrecondition(ifMatch: .versions([first.version + 1]))) == .preconditionFailed)
                guard
                    case .stored(let second, isNew: false) = try await put(
                        TenantPrecondition(ifMatch: .versions([first.version])))
                else {
                    Issue.record("expected a replaced entry")
                    return
                }
                #expect(second.created == first.created)
                let stale = TenantPrecondition(ifMatch: .versions([first.version]))
                #expect(try await memory.delete(namespace, key, precondition: stale) == .preconditionFailed)
                let fresh = TenantPrecondition(ifMatch: .versions([second.version]))
                #expect(try await memory.delete(namespace, key, precondition: fresh) == .deleted)
            }
        }
    }

    @Test func forgetsWhatHasExpired() async throws {
        try await withTemporaryFolder { folder in
            let clock = SteppedClock()
            try await TenantStore.withStore(at: folder + "/g.sqlite", time: clock) { store in
                let memory = try store.memory("acme")
                try await memory.put("short lived", at: "short", timeToLive: 10)
                try await memory.put("long lived", at: "long", timeToLive: 1000)
                clock.advance(seconds: 9)
                #expect(try await memory.text(at: "short") == "short lived")
                clock.advance(seconds: 1)
                #expect(try await memory.text(at: "short") == nil)
                #expect(try await memory.keys("lived") == ["long"])
                #expect(try await memory.list(try memory.name("notes")).elements.map(\.key.rawValue) == ["long"])
                #expect(try await memory.export().elements.count == 1)
                // A name whose entry has expired is free.
                let write = TenantWrite(
                    TenantValue(Array("1".utf8)), precondition: TenantPrecondition(ifNoneMatch: .any))
                guard
                    case .stored(_, isNew: true) = try await memory.put(
                        try memory.name("notes"), try memory.key("short"), write)
                else {
                    Issue.record("expected a new entry")
                    return
                }
                clock.advance(seconds: 2000)
                #expect(try await store.removeExpired() == 1)
                #expect(try await memory.usage().items == 1)
                #expect(try await memory.verifyAudit().isValid)
            }
        }
    }

    @Test func listsInPages() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let memory = try store.memory("acme")
                for number in 0..<25 { try await memory.put("x", at: "k\(number)") }
                try await memory.put("x", at: "other")
                try await memory.put("x", at: "k", in: "elsewhere")
                var found: [String] = []
                var after: TenantKey?
                repeat {
                    let page = try await memory.list(try memory.name("notes"), prefix: "k", after: after, limit: 10)
                    found += page.elements.map(\.key.rawValue)
                    after = page.next
                } while after != nil
                #expect(found == (0..<25).map { "k\($0)" }.sorted())
            }
        }
    }

    @Test func refusesWhatBreaksALimit() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let memory = try store.memory("acme")
                let (namespace, key) = try (memory.name("n"), memory.key("k"))
                for write in [
                    TenantWrite(TenantValue([UInt8](repeating: 0, count: (1 << 20) + 1), contentType: "image/png")),
                    TenantWrite(TenantValue(Array("1".utf8)), timeToLive: 0),
                    TenantWrite(TenantValue(Array("1".utf8)), timeToLive: .max),
                    TenantWrite(TenantValue(Array("1".utf8)), metadata: ["a": String(repeating: "x", count: 17_000)]),
                    TenantWrite(TenantValue(Array("{".utf8))),
                    TenantWrite(TenantValue(Array("1".utf8), contentType: "text/plain\r\nSet-Cookie: a=b")),
                    TenantWrite(TenantValue(Array("1".utf8), contentType: "")),
                ] {
                    let error = await #expect(throws: MemoryError.self) { try await memory.put(namespace, key, write) }
                    #expect(error?.code == .invalid)
                }
                #expect(try await memory.usage().items == 0)
            }
        }
    }
}
