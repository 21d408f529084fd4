internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct TenantAuditTests {
    private func fill(_ memory: TenantMemory) async throws {
        for number in 0..<6 {
            let write = TenantWrite(TenantValue(Array("\(number)".utf8)))
            _ = try await memory.put(try memory.name("notes"), try memory.key("k\(number)"), write, session: "ses_1")
        }
        _ = try await memory.delete(try memory.name("notes"), try memory.key("k0"), session: "ses_1")
        _ = try await memory.delete(try memory.name("notes"), try memory.key("nosuch"))
    }

    @Test func tellsWhoDidWhat() async throws {
        try await withTemporaryFolder { folder in
            try await TenantStore.withStore(at: folder + "/g.sqlite") { store in
                let memory = try store.memory("acme")
                try await fill(memory)
                let entries = try await memory.audit()
                #expect(entries.map(\.sequence) == Array(1...8))
                #expect(entries.map(\.action) == Array(repeating: .put, count: 6) + [.delete, .delete])
                #expect(entries.last?.outcome == .missing)
                #expect(entries.first?.session == "ses_1" && entries.last?.session == nil)
                #expect(entries.allSatisfy { $0.namespace == "notes" && $0.keyDigest != nil })
                let report = try await memory.verifyAudit()
                #expect(report.isValid && report.verified == 8 && report.headHash == entries.last?.hash)
                #expect(try await memory.audit(after: 6, limit: 1).map(\.sequence) == [7])
            }
        }
    }

    @Test func notesReadsWhereAsked() async throws {
        try await withTemporaryFolder { folder in
            var limits = TenantLimits()
            limits.auditsReads = true
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits) { store in
                let memory = try store.memory("acme")
                try await memory.put("x", at: "k")
                _ = try await memory.text(at: "k")
                _ = try await memory.text(at: "nosuch")
                _ = try await memory.search(TenantQuery("x"))
                _ = try await memory.list(try memory.name("notes"))
                #expect(try await memory.audit().map(\.action) == [.put, .get, .get, .search, .list])
                #expect(try await memory.verifyAudit().isValid)
            }
        }
    }

    /// What another program did to the file, and the first entry that does not fit any more.
    @Test(arguments: [
        ("UPDATE audit SET bytes = bytes + 1 WHERE sequence = 3", 3),
        ("UPDATE audit SET time = time - 1 WHERE sequence = 1", 1),
        ("UPDATE audit SET action = 'get' WHERE sequence = 2", 2),
        ("UPDATE audit SET action = 'nonsense' WHERE sequence = 2", 2),
        ("UPDATE audit SET key_digest = (SELECT key_digest FROM audit WHERE sequence = 1) WHERE sequence = 4", 4),
        ("UPDATE audit SET namespace = 'other' WHERE sequence = 5", 5),
        ("UPDATE audit SET session = 'ses_2' WHERE sequence = 6", 6),
        ("UPDATE audit SET hash = zeroblob(32) WHERE sequence = 8", 8),
        ("DELETE FROM audit WHERE sequence = 4", 4),
        ("DELETE FROM audit WHERE sequence = 8", 8),
        ("UPDATE audit SET tenant = 'other' WHERE sequence = 7", 7),
    ])
    func namesTheFirstChangedEntry(_ sql: String, _ place: Int64) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/g.sqlite"
            try await TenantStore.withStore(at: path) { store in try await fill(try store.memory("acme")) }
            try runSQL(sql, on: path)
            try await TenantStore.withStore(at: path) { store in
                let report = try await store.memory("acme").verifyAudit()
                #expect(!report.isValid)
                #expect(report.firstFault == place)
            }
        }
    }

    @Test func dropsTheOldestBeyondTheLimitAndStaysWhole() async throws {
        try await withTemporaryFolder { folder in
            var limits = TenantLimits()
            limits.auditEntries = 4
            try await TenantStore.withStore(at: folder + "/g.sqlite", limits: limits) { store in
                let memory = try store.memory("acme")
                try await fill(memory)
                #expect(try await memory.audit().map(\.sequence) == [5, 6, 7, 8])
                let report = try await memory.verifyAudit()
                #expect(report.isValid && report.verified == 4)
            }
        }
    }

    @Test func erasureLeavesNothingButTheChain() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/g.sqlite"
            let marker = "pterodactylmarker"
            try await TenantStore.withStore(at: path) { store in
                let (memory, other) = (try store.memory("acme"), try store.memory("other"))
                try await other.put("stays", at: "k")
                let write = TenantWrite(
                    TenantValue(Array("\"\(marker) text\"".utf8)), tags: [marker], metadata: [marker: marker])
                _ = try await memory.put(
                    try memory.name(marker), try memory.key(marker), write, session: "ses_\(marker)")
                for number in 0..<40 {
                    try await memory.put(
                        "\(marker) " + String(repeating: "long ", count: 2000), at: "\(marker)\(number)")
                }
                let before = try await memory.audit()
                #expect(try await memory.erase(session: "ses_9") == 41)
                #expect(try await memory.usage().items == 0)
                #expect(try await memory.keys(marker).isEmpty)
                let after = try await memory.audit()
                #expect(after.count == before.count + 1)
                #expect(after.last?.action == .erase)
                #expect(after.dropLast().allSatisfy { $0.namespace == nil && $0.session == nil })
                #expect(try await memory.verifyAudit().isValid)
                #expect(try await other.text(at: "k") == "stays")
                for suffix in ["", "-wal"] {
                    let data = try Data(contentsOf: URL(filePath: path + suffix))
                    #expect(data.range(of: Data(marker.utf8)) == nil, "\(suffix)")
                }
                // The same key has another digest now, so that the old ones cannot be tried out.
                try await memory.put("x", at: "\(marker)1")
                let digest = try await memory.audit().last?.keyDigest
                #expect(!before.contains { $0.keyDigest == digest })
            }
        }
    }
}
