internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import AgentMemory

@Suite struct SQLiteVectorDamageTests {
    private let count: UInt64 = 400

    private func makeFile(_ path: String) async throws {
        let store = try await VectorFile.open(path)
        try await store.upsert((0..<count).map { VectorFile.entry($0) })
        try await store.remove((0..<100).map { "v\($0)" })
        try await store.shutdown()
    }

    private func run(_ sql: String, on path: String) throws {
        let connection = try SQLiteConnection(path: path, options: SQLiteOptions())
        try connection.execute(sql)
    }

    @Test(arguments: [
        "DELETE FROM links WHERE row % 3 = 0", "DELETE FROM links", "UPDATE links SET links = zeroblob(4 * 1)",
        "UPDATE links SET links = x'ffffffff' WHERE row = 300", "UPDATE links SET links = x'01' WHERE row = 300",
        "UPDATE links SET links = x'' WHERE row = 300", "UPDATE links SET links = x'010000000000ffff' WHERE row = 300",
        "UPDATE links SET links = x'010000002c010000' WHERE row = 300",
        "UPDATE links SET links = x'020000000500000005000000' WHERE row = 300",
        "INSERT INTO links VALUES (999999, x'00000000')", "INSERT INTO links VALUES (-1, x'00000000')",
        "UPDATE links SET links = randomblob(40)",
    ])
    func makesADamagedGraphAnew(_ damage: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/vectors.sqlite"
            try await makeFile(path)
            try run(damage, on: path)
            let store = try await VectorFile.open(path)
            var found = 0
            for number in stride(from: 100, to: count, by: 3) {
                let names = try await store.search(VectorFile.vector(number), limit: 1).map(\.name)
                if names == ["v\(number)"] { found += 1 }
            }
            // Links that are whole but few are no damage that can be told; they cost recall.
            if damage != "UPDATE links SET links = zeroblob(4 * 1)" { #expect(found >= 98) }
            try await store.upsert([VectorFile.entry(count)])
            try await store.finishGraph()
            try await store.shutdown()

            let again = try await VectorFile.open(path)
            #expect(try await again.count() == Int(count) - 100 + 1)
            #expect(try await again.search(VectorFile.vector(350), limit: 1).map(\.name) == ["v350"])
            try await again.shutdown()
        }
    }

    @Test(arguments: [
        "UPDATE vectors SET components = zeroblob(64) WHERE row = 300",
        "UPDATE vectors SET components = x'00' WHERE row = 7",
        "UPDATE vectors SET checksum = 1 WHERE row = 300", "UPDATE vectors SET row = 2147483000 WHERE row = 300",
        "DELETE FROM vectors WHERE row = 300", "UPDATE names SET row = -5 WHERE name = 'v200'",
        "UPDATE names SET row = 99999999999 WHERE name = 'v200'", "UPDATE names SET tags = '[' WHERE name = 'v200'",
    ])
    func tellsOfADamagedVector(_ damage: String) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/vectors.sqlite"
            try await makeFile(path)
            try run(damage, on: path)
            let error = await #expect(throws: MemoryError.self) { try await VectorFile.open(path) }
            #expect(error?.code == .corrupt)
            #expect(error?.message.contains(path) == true)
        }
    }

    /// What is written into the middle of a file by accident is an error or nothing, never a crash.
    @Test func survivesAnyBytes() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/vectors.sqlite"
            try await makeFile(path)
            let whole = try Data(contentsOf: URL(filePath: path))
            let random = SeededRandomSource(seed: 3)
            for round in 0..<30 {
                let copy = folder + "/copy\(round).sqlite"
                var bytes = whole
                for _ in 0..<(1 + round) {
                    bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() & 0xFF)
                }
                try bytes.write(to: URL(filePath: copy))
                guard let store = try? await VectorFile.open(copy) else { continue }
                _ = try? await store.search(VectorFile.vector(200), limit: 10)
                _ = try? await store.upsert([VectorFile.entry(5000)])
                _ = try? await store.remove(["v200"])
                try? await store.shutdown()
            }
        }
    }

    /// A process that is killed leaves vectors and links that fit each other: what it was told is in them.
    @Test(.enabled(if: ChildTask.canStart)) func keepsWhatAKilledProcessWasTold() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/vectors.sqlite"
            for round in 0..<6 {
                let child = try ChildProcess(.upsert, path: path)
                let told = try await child.recorded(40 + round * 37)
                let alsoTold = try await child.kill()
                #expect(!told.isEmpty)
                let store = try await VectorFile.open(path)
                for number in told + alsoTold {
                    let found = try await store.search(VectorFile.vector(number), limit: 1).first
                    #expect((found?.name == "v\(number)") == !number.isMultiple(of: 5))
                }
                try await store.shutdown()
            }
            // The graph was not lost on the way.
            let links = try SQLiteConnection(path: path, options: SQLiteOptions())
            #expect(try links.integer("SELECT count(*) FROM links") > 150)
        }
    }
}
