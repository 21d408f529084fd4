internal import AgentMemory
internal import AgentTesting
internal import Testing

@Suite struct EventLogContractTests {
    @Test(arguments: EventLogContract.all) func inMemory(_ rule: EventLogContract) async throws {
        try await rule.check(InMemoryEventLog())
    }

    @Test(arguments: EventLogContract.all, [SQLiteOptions.Durability.normal, .full])
    func sqlite(_ rule: EventLogContract, _ durability: SQLiteOptions.Durability) async throws {
        try await withTemporaryFolder { folder in
            var options = SQLiteOptions()
            options.durability = durability
            try await SQLiteEventLog.withLog(at: folder + "/sessions.sqlite", options: options) { log in
                try await rule.check(log)
            }
        }
    }

    /// Every payload of more than two bytes is kept as a blob.
    @Test(arguments: EventLogContract.all) func sqliteWithBlobs(_ rule: EventLogContract) async throws {
        try await withTemporaryFolder { folder in
            var limits = EventLogLimits()
            limits.inlineBytes = 2
            try await SQLiteEventLog.withLog(at: folder + "/sessions.sqlite", limits: limits) { log in
                try await rule.check(log)
            }
        }
    }

    @Test(arguments: EventLogContract.all, [2, 64 << 10])
    func sqliteEncrypted(_ rule: EventLogContract, _ inlineBytes: Int) async throws {
        try await withTemporaryFolder { folder in
            var limits = EventLogLimits()
            limits.inlineBytes = inlineBytes
            let encryption = EventLogEncryption.keys(["a": 1], current: "a")
            try await SQLiteEventLog.withLog(
                at: folder + "/sessions.sqlite", limits: limits, encryption: encryption
            ) { log in
                try await rule.check(log)
                #expect(try await log.verify().findings == [])
            }
        }
    }
}
