internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct MemoryCompactorTests {
    private struct BrokenSummarizer: MemorySummarizing {
        struct Failure: Error {}
        let name = "broken"
        func summary(of records: [MemoryRecord], bytes: Int) async throws -> String { throw Failure() }
    }

    private let time = ManualTime(1000)

    @Test func putsOlderRecordsBehindASummaryAndBack() async throws {
        try await withMemory { memory in
            for number in 0..<6 {
                try await memory.remember(.sample("\(number)", "note number \(number) on the deploy"))
            }
            let before = try await memory.entries(MemoryQuery(limit: 99))
            let found = try await memory.search("deploy", limit: 9)
            let report = try await compactor(memory).compact()
            let name = try #require(report.summaries.first?.name)
            #expect(report.summaries.map(\.sources) == [4])
            #expect(try await memory.recent(9).map(\.id) == [name, "5", "4"])
            #expect(Set(try await memory.search("deploy", limit: 9).map(\.record.id)) == [name, "5", "4"])
            // The sources stay, each behind its summary.
            let all = try await memory.entries(MemoryQuery(limit: 99, includesSummarized: true))
            #expect(all.filter { $0.summary == name }.map(\.record.id) == ["0", "1", "2", "3"])
            #expect(try await memory.record("0")?.text == "note number 0 on the deploy")
            let summary = try #require(try await memory.record(name))
            #expect(summary.provenance.sources == before.prefix(4).map { MemorySource($0.record) })

            #expect(Set(try await memory.restore(name)) == ["0", "1", "2", "3"])
            #expect(try await memory.entries(MemoryQuery(limit: 99)) == before)
            #expect(try await memory.recent(9).map(\.id) == before.map(\.record.id).reversed())
            #expect(try await memory.search("deploy", limit: 9) == found)
            #expect(try await memory.record(name) == nil)
        }
    }

    @Test func handsTaintTagsAndExpiryOn() async throws {
        try await withMemory { memory in
            var first = MemoryRecord.sample("a", "one", channel: .tool, tags: ["x", "both"], expiry: 9000)
            first.taint = .untrusted(from: "web")
            first.provenance.session = SessionID("ses_a")
            var second = MemoryRecord.sample("b", "two", channel: .tool, tags: ["y", "both"], expiry: 5000)
            second.taint = .untrusted(from: "mail")
            second.provenance.session = SessionID("ses_a")
            try await memory.remember([first, second, .sample("c", channel: .tool), .sample("d", channel: .tool)])
            let report = try await compactor(memory).compact()
            let name = try #require(report.summaries.first?.name)
            let summary = try #require(try await memory.record(name))
            #expect(summary.taint == .untrusted(from: "web", "mail"))
            #expect(summary.tags == ["x", "y", "both"])
            #expect(summary.channel == .tool)
            #expect(summary.expiry == second.expiry)
            #expect(summary.provenance.session == SessionID("ses_a"))
            #expect(summary.time == time.now())
            // With its summary the record of the promise goes; the other one is listed again.
            time.set(5000)
            #expect(try await memory.sweep().sorted() == ["b", name])
            #expect(try await memory.recent(9).map(\.id) == ["d", "c", "a"])
        }
    }

    @Test func summarisesChannelsApartAndInGroups() async throws {
        try await withMemory { memory in
            for number in 0..<7 {
                try await memory.remember(.sample("i\(number)", "in \(number)", channel: .input))
                try await memory.remember(.sample("o\(number)", "out \(number)", channel: .output))
            }
            let report = try await compactor(memory, group: 3).compact()
            #expect(report.summaries.map(\.sources) == [3, 2, 3, 2])
            #expect(try await compactor(memory, group: 3).compact().summaries.map(\.sources) == [2, 2])
        }
    }

    @Test func keepsFromTheSummariserWhatMayNotLeave() async throws {
        try await withMemory { memory in
            for number in 0..<5 {
                try await memory.remember(.sample("\(number)", tags: number == 1 ? ["private"] : []))
            }
            let gate = MemoryGate(
                policy: ChannelPolicy(tags: ["private"]), agent: AgentID(randomBits: 1, 2), session: SessionID("s"))
            let report = try await compactor(memory, gate: gate).compact()
            #expect(report.withheld == 1)
            #expect(report.summaries.map(\.sources) == [2])
        }
    }

    @Test func changesNothingWhenTheSummariserFails() async throws {
        try await withMemory { memory in
            for number in 0..<5 { try await memory.remember(.sample("\(number)")) }
            let error = await #expect(throws: MemoryError.self) {
                try await compactor(memory, summarizer: BrokenSummarizer()).compact()
            }
            #expect(error?.code == .summary)
            #expect(try await memory.recent(9).count == 5)
        }
    }

    @Test func refusesToRestoreWhatIsNoSummary() async throws {
        try await withMemory { memory in
            try await memory.remember(.sample("a"))
            for name in ["a", "nobody"] {
                let error = await #expect(throws: MemoryError.self) { try await memory.restore(name) }
                #expect(error?.code == .invalid)
            }
            #expect(try await memory.record("a") != nil)
        }
    }

    private func compactor(
        _ memory: MemoryBus, summarizer: any MemorySummarizing = ExtractiveSummarizer(), gate: MemoryGate? = nil,
        group: Int = 20
    ) -> MemoryCompactor {
        var options = CompactionOptions()
        options.keptRecords = 2
        options.groupRecords = group
        return MemoryCompactor(memory, summarizer: summarizer, gate: gate, options: options, time: time)
    }

    private func withMemory(_ body: (MemoryBus) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/memory.sqlite"
            let memory = try await MemoryBus.open(at: path, time: time)
            try await body(memory)
            try await memory.shutdown()
            try expectIntegrity(of: path)
        }
    }
}
