internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct TenantStoreFileTests {
    @Test func serversShareAFile() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/g.sqlite"
            try await TenantStore.withStore(at: path) { first in
                try await TenantStore.withStore(at: path) { second in
                    try await withThrowingDiscardingTaskGroup { tasks in
                        for (number, store) in [first, second].enumerated() {
                            tasks.addTask {
                                let memory = try store.memory("acme")
                                for entry in 0..<50 {
                                    try await memory.put("s\(number) e\(entry)", at: "k\(number)-\(entry)")
                                }
                            }
                        }
                    }
                    for store in [first, second] {
                        let memory = try store.memory("acme")
                        #expect(try await memory.usage().items == 100)
                        #expect(try await memory.text(at: "k0-49") == "s0 e49")
                        #expect(try await memory.text(at: "k1-49") == "s1 e49")
                        #expect(try await memory.verifyAudit().isValid)
                        #expect(
                            Set(try await memory.list(try memory.name("notes")).elements.map(\.version)).count == 100)
                    }
                }
            }
        }
    }

    @Test func tellsOfADamagedFile() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/g.sqlite"
            try await TenantStore.withStore(at: path) { store in
                for number in 0..<50 {
                    try await store.memory("acme").put(String(repeating: "x", count: 900), at: "k\(number)")
                }
            }
            var data = try Data(contentsOf: URL(filePath: path))
            for offset in stride(from: 4096, to: data.count - 64, by: 2048) {
                data.replaceSubrange(offset..<offset + 64, with: [UInt8](repeating: 0xA5, count: 64))
            }
            try data.write(to: URL(filePath: path))
            let error = await #expect(throws: MemoryError.self) { try await TenantStore.open(at: path) }
            #expect(error?.code == .corrupt)
            #expect(error?.message.contains(path) == true)
        }
    }

    @Test func refusesOtherFiles() async throws {
        try await withTemporaryFolder { folder in
            let text = folder + "/text.sqlite"
            try Data(String(repeating: "no database ", count: 100).utf8).write(to: URL(filePath: text))
            let error = await #expect(throws: MemoryError.self) { try await TenantStore.open(at: text) }
            #expect(error?.code == .corrupt)
            let other = folder + "/other.sqlite"
            try await SQLiteEventLog.withLog(at: other) { _ in }
            let foreign = await #expect(throws: MemoryError.self) { try await TenantStore.open(at: other) }
            #expect(foreign?.code == .storage)
        }
    }

    @Test func failsAsClosedAfterAShutdown() async throws {
        try await withTemporaryFolder { folder in
            let store = try await TenantStore.open(at: folder + "/g.sqlite")
            try await store.shutdown()
            try await store.shutdown()
            let error = await #expect(throws: MemoryError.self) { try await store.memory("acme").put("x", at: "k") }
            #expect(error?.code == .closed)
        }
    }

    /// Writes that are asked for at the same time each get their own answer.
    @Test func answersEachOfManyWritesByItself() async throws {
        try await withTemporaryFolder { folder in
            var limits = TenantLimits()
            limits.namespaceItems = 150
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits) { store in
                let memory = try store.memory("acme")
                let stored = try await withThrowingTaskGroup(of: Bool.self) { tasks in
                    for number in 0..<200 {
                        tasks.addTask {
                            let write = TenantWrite(TenantValue(Array("\(number)".utf8)))
                            let outcome = try await memory.put(
                                try memory.name("n"), try memory.key("k\(number)"), write)
                            if case .stored = outcome { return true }
                            return false
                        }
                    }
                    return try await tasks.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(stored == 150)
                #expect(try await memory.usage().items == 150)
                #expect(try await memory.verifyAudit().verified == 200)
            }
        }
    }

    /// One that cannot be done, because its tenant's row is damaged, takes no other with it.
    @Test func aFailingWriteFailsAlone() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/g.sqlite"
            _ = try await TenantStore.withStore(at: path) { store in
                try await store.memory("damaged").put("x", at: "k")
            }
            try runSQL("UPDATE tenants SET head_hash = x'00' WHERE tenant = 'damaged'", on: path)
            try await TenantStore.withStore(at: path) { (store) async throws in
                let outcomes = await withTaskGroup(of: Bool.self) { tasks in
                    for number in 0..<60 {
                        tasks.addTask {
                            do {
                                let memory = try store.memory(number.isMultiple(of: 3) ? "damaged" : "t\(number)")
                                try await memory.put("x", at: "k\(number)")
                                return true
                            } catch {
                                return false
                            }
                        }
                    }
                    return await tasks.reduce(into: [true: 0, false: 0]) { $0[$1, default: 0] += 1 }
                }
                #expect(outcomes == [true: 40, false: 20])
                #expect(try await store.memory("t1").text(at: "k1") == "x")
            }
        }
    }
}
