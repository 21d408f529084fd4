internal import AgentMemory
internal import AgentPrimitives
internal import Foundation
internal import Testing

@Suite struct JournalCrashTests {
    /// A process that is killed leaves its files as they are at that instant: what it told is in them, and all indexes fit.
    @Test(.enabled(if: ChildTask.canStart)) func keepsWhatAKilledProcessWasTold() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let random = SeededRandomSource(seed: 8)
            for _ in 0..<6 {
                let child = try MemoryChildTask.write.start(path: path)
                let told = try await child.recorded(1 + Int(random.next() % 80))
                let alsoTold = try await child.kill()
                let last = try #require((told + alsoTold).max())
                try expectIntegrity(of: path)
                let journal = try await EpisodicJournal.open(at: path)
                let found = try await journal.statistics().lastSequence
                // Two records to a transaction; the last one may be durable and not yet told.
                #expect(found == last || found == last + 2)
                let newest = try #require(try await journal.tail(1).first?.record)
                #expect(try await journal.search(newest.text, limit: 1).first?.entry.record == newest)
                try await journal.shutdown()
            }
        }
    }

    /// Many callers share a transaction, and each is told only of what is durable.
    @Test(.enabled(if: ChildTask.canStart)) func keepsWhatCallersOfABusWereTold() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            for count in [5, 60, 300] {
                let child = try MemoryChildTask.remember.start(path: path)
                let told = try await child.recorded(count) + child.kill()
                try expectIntegrity(of: path)
                let journal = try await EpisodicJournal.open(at: path)
                let names = Set(told.map { "\($0)" })
                #expect(try await journal.entries(named: Array(names)).count == names.count)
                try await journal.shutdown()
            }
        }
    }

    @Test(.enabled(if: ChildTask.canStart)) func keepsWhatWasToldBeforeTheDiskWasFull() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let child = try MemoryChildTask.fill.start(path: path)
            let told = try await child.recorded(.max)
            #expect(["storage", "full"].contains(await child.failure))
            _ = try await child.kill()
            try expectIntegrity(of: path)
            let journal = try await EpisodicJournal.open(at: path)
            #expect(try await journal.statistics().lastSequence == told.max())
            try await journal.shutdown()
        }
    }

    @Test(.enabled(if: ChildTask.canStart)) func sharesAFileBetweenProcesses() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let children = try [MemoryChildTask.write.start(path: path), MemoryChildTask.write.start(path: path)]
            var told: [UInt64] = []
            for child in children { told += try await child.recorded(40) }
            for child in children { told += try await child.kill() }
            #expect(Set(told).count == told.count)
            try expectIntegrity(of: path)
        }
    }
}
