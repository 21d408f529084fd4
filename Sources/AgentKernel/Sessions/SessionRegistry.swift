internal import AgentPrimitives
internal import AgentTelemetry

/// The sessions that an agent has open: one driver for each, opened from the log at first use.
actor SessionRegistry {
    private struct Entry {
        let driver: SessionDriver
        /// Callers that use the driver now; such a session is not closed.
        var users = 0
        /// Grows with every use, so that the one longest unused is closed first.
        var lastUse: UInt64
    }

    private let log: any EventLog
    private let services: SessionServices
    private let maximumOpen: Int
    private let snapshotEvents: Int
    private let observe: SessionDriver.EventObserver?
    private var entries: [SessionID: Entry] = [:]
    private var uses: UInt64 = 0
    /// Two callers must not open the same session at once: their drivers would fight over its log.
    private let opening = TurnGate()

    init(
        log: any EventLog, services: SessionServices, maximumOpen: Int, snapshotEvents: Int,
        observe: SessionDriver.EventObserver?
    ) {
        self.snapshotEvents = snapshotEvents
        self.log = log
        self.services = services
        self.maximumOpen = maximumOpen
        self.observe = observe
    }

    /// Runs work with a session's driver, opening the session first if need be.
    func withDriver<Result: Sendable>(
        of session: SessionID, _ work: (SessionDriver) async throws -> Result
    ) async throws -> Result {
        let driver = try await opening.withTurn { try await claim(session) }
        defer { entries[session]?.users -= 1 }
        return try await work(driver)
    }

    private func claim(_ session: SessionID) async throws -> SessionDriver {
        uses += 1
        if entries[session] == nil {
            closeIdle()
            entries[session] = Entry(driver: try await open(session), lastUse: uses)
        }
        entries[session]?.users += 1
        entries[session]?.lastUse = uses
        guard let entry = entries[session] else {
            throw KernelError(.invalidSession, "Session \(session) was closed while it was opened.")
        }
        return entry.driver
    }

    private func open(_ session: SessionID) async throws -> SessionDriver {
        let opened = try await SessionOpening(log).open(session)
        let recorder = SessionRecorder(session, in: log, at: opened.head, time: services.time)
        return SessionDriver(
            recorder: recorder, fold: opened.fold, services: services, observe: observe,
            snapshots: SnapshotPace(events: UInt64(max(snapshotEvents, 0)), last: opened.snapshot))
    }

    private func closeIdle() {
        guard entries.count >= maximumOpen else { return }
        let idle = entries.filter { $0.value.users == 0 }.min { $0.value.lastUse < $1.value.lastUse }
        if let idle { entries[idle.key] = nil }
    }
}
