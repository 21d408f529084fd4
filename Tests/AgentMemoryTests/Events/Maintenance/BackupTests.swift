internal import AgentPrimitives
internal import AgentTelemetry
internal import Foundation
internal import Synchronization
internal import Testing

@testable internal import AgentMemory

@Suite struct BackupTests {
    private final class Counter: Sendable {
        let value = Mutex(0)
    }

    private let session = SessionID("ses_test")

    @Test func copiesWhileAppendsGoOn() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 400, padding: 300)
            try await SQLiteEventLog.withLog(at: path) { log in
                var options = BackupOptions()
                options.pagesPerStep = 4
                let steps = Counter()
                let appended = try await withThrowingTaskGroup(of: UInt64.self) { group in
                    group.addTask { [options] in
                        let found = try await log.backup(to: folder + "/copy.sqlite", options: options) { progress in
                            #expect(progress.copiedPages <= progress.totalPages)
                            steps.value.withLock { $0 += 1 }
                        }
                        #expect(found?.isWhole == true)
                        return found.map { UInt64($0.events) } ?? 0
                    }
                    group.addTask {
                        var last: UInt64 = 0
                        for number in 400..<500 {
                            last = try await log.append([try .sample(number)], to: session, expecting: UInt64(number))
                                .sequence
                        }
                        return last
                    }
                    return try await group.reduce(0) { max($0, $1) }
                }
                #expect(appended == 500)
                #expect(steps.value.withLock { $0 } > 10)
            }
            #expect(try await replay(folder + "/copy.sqlite").events >= 400)
            #expect(try await replay(path).events == 500)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                    "copy.sqlite", "sessions.sqlite",
                ])
        }
    }

    @Test func refusesAPlaceThatIsTaken() async throws {
        try await withTemporaryFolder { folder in
            try Data("mine".utf8).write(to: URL(filePath: folder + "/copy.sqlite"))
            try await SQLiteEventLog.withLog(at: folder + "/sessions.sqlite") { log in
                let error = await #expect(throws: EventLogError.self) {
                    try await log.backup(to: folder + "/copy.sqlite")
                }
                #expect(error?.code == .invalid)
            }
            #expect(try Data(contentsOf: URL(filePath: folder + "/copy.sqlite")) == Data("mine".utf8))
        }
    }

    @Test func leavesNothingWhenItIsCancelled() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 400, padding: 300)
            try await SQLiteEventLog.withLog(at: path) { log in
                var options = BackupOptions()
                options.pagesPerStep = 1
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.cancelAll()
                    group.addTask { [options] in
                        await #expect(throws: CancellationError.self) {
                            try await log.backup(to: folder + "/copy.sqlite", options: options)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["sessions.sqlite"])
        }
    }

    @Test func refusesToNameADamagedCopy() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/sessions.sqlite"
            try await makeLog(at: path, count: 20, padding: 300)
            try runSQL("UPDATE events SET time = 1 WHERE sequence = 4", on: path)
            try await SQLiteEventLog.withLog(at: path) { log in
                let error = await #expect(throws: EventLogError.self) {
                    try await log.backup(to: folder + "/copy.sqlite")
                }
                #expect(error?.code == .corrupt)
                var options = BackupOptions()
                options.verifies = false
                let verification = try await log.backup(to: folder + "/copy.sqlite", options: options)
                #expect(verification == nil)
            }
        }
    }
}
