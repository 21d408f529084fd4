public import AgentPrimitives

/// Makes room in what an agent recalls: older records are put behind summaries that keep pointers to them.
///
/// A summary stands for records of one channel. It carries the digests of its sources, all of their taint, and the earliest of
/// their expiries, so that neither doubt nor a promise to forget is lost on the way. Its sources leave lists and searches and
/// stay in the journal: ``MemoryBus/restore(_:)`` brings them back, and erasing one of them erases the summary too.
///
/// ```swift
/// let report = try await MemoryCompactor(memory).compact()
/// try await memory.restore(report.summaries[0].name)   // as if nothing had happened
/// ```
public struct MemoryCompactor: Sendable {
    private let bus: MemoryBus
    private let summarizer: any MemorySummarizing
    private let gate: MemoryGate?
    private let options: CompactionOptions
    private let time: any TimeSource

    /// Describes a compaction.
    ///
    /// - Parameters:
    ///   - bus: The memory.
    ///   - summarizer: Makes the summaries; by default out of the records' own sentences.
    ///   - gate: Asked about every record that goes to the summariser, which may be a model elsewhere, and about every summary.
    ///     `nil` for the memory's owner, who is asked nothing.
    ///   - options: What is summarised, and how.
    ///   - time: The clock that dates summaries.
    public init(
        _ bus: MemoryBus, summarizer: any MemorySummarizing = ExtractiveSummarizer(), gate: MemoryGate? = nil,
        options: CompactionOptions = CompactionOptions(), time: any TimeSource = SystemTimeSource()
    ) {
        self.bus = bus
        self.summarizer = summarizer
        self.gate = gate
        self.options = options
        self.time = time
    }

    /// Summarises what is older than the newest records of each channel, the oldest first.
    ///
    /// - Throws: ``MemoryError``: `summary` when the summariser failed, `denied` or `escalated` when a summary may not be kept, or
    ///   what the memory threw. Summaries that were made before stay.
    public func compact() async throws(MemoryError) -> CompactionReport {
        var report = CompactionReport()
        for group in try await groups(&report) {
            let summary = try await summary(of: group)
            try await gate?.admit(summary)
            do throws(MemoryError) {
                try await bus.summarize(summary.provenance.sources, as: summary)
                report.add(summary.id, sources: group.count)
            } catch {
                guard error.code == .conflict else { throw error }
                report.skipped += 1
            }
        }
        return report
    }

    /// The records to be summarised together: of one channel, in the order of writing.
    private func groups(_ report: inout CompactionReport) async throws(MemoryError) -> [[MemoryRecord]] {
        let query = MemoryQuery(options.filter, order: .oldestFirst, limit: options.recordLimit)
        let records = try await bus.entries(query).map(\.record)
        var channels: [MemoryChannel] = []
        var byChannel: [MemoryChannel: [MemoryRecord]] = [:]
        for record in records {
            if byChannel[record.channel] == nil { channels.append(record.channel) }
            byChannel[record.channel, default: []].append(record)
        }
        var groups: [[MemoryRecord]] = []
        for channel in channels {
            var open: [MemoryRecord] = []
            for record in (byChannel[channel] ?? []).dropLast(options.keptRecords) {
                guard try await gate?.releases(record) ?? true else {
                    report.withheld += 1
                    continue
                }
                open.append(record)
            }
            let size = max(options.groupRecords, 1)
            groups += stride(from: 0, to: open.count, by: size).map { Array(open[$0...].prefix(size)) }
        }
        return groups.filter { $0.count >= max(options.smallestGroup, 1) }
    }

    private func summary(of records: [MemoryRecord]) async throws(MemoryError) -> MemoryRecord {
        let text: String
        do {
            text = try await summarizer.summary(of: records, bytes: options.summaryBytes)
        } catch {
            throw MemoryError(
                .summary,
                "'\(summarizer.name)' could not summarise \(records.count) records: \(error); try again or use another",
                underlying: error)
        }
        let sources = records.map { MemorySource($0) }
        var hasher = SHA256Hasher()
        for source in sources { hasher.update(source.digest.bytes) }
        let agents = Set(records.map(\.provenance.agent))
        let sessions = Set(records.map(\.provenance.session))
        return MemoryRecord(
            // Made of its sources alone, so that the same records never get two summaries.
            id: "summary/\(hasher.finalize().description.prefix(24))", time: time.now(),
            channel: records.first?.channel ?? .system, text: text, tags: labels(of: records),
            metadata: ["summarizer": summarizer.name, "records": "\(records.count)"],
            provenance: MemoryProvenance(
                agent: agents.count == 1 ? agents.first ?? nil : nil,
                session: sessions.count == 1 ? sessions.first ?? nil : nil, sources: sources),
            taint: records.reduce(.trusted) { $0.joined(with: $1.taint) }, expiry: records.compactMap(\.expiry).min())
    }

    private func labels(of records: [MemoryRecord]) -> Set<String> {
        let sets = records.map(\.tags)
        switch options.labels {
        case .union: return sets.reduce(into: Set()) { $0.formUnion($1) }
        case .intersection: return sets.dropFirst().reduce(into: sets.first ?? []) { $0.formIntersection($1) }
        }
    }
}
