internal import AgentRuntime

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A file that gets a session's events as JSON lines.
final class EventRecording: Sendable {
    private let path: String
    private let descriptor: Int32

    /// Creates the file before the turn begins, so that a wrong path costs nothing.
    init(path: String) throws(CommandError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path, SystemCallError()) }
    }

    deinit {
        close(descriptor)
    }

    /// Writes all events of a session.
    func write(_ session: SessionID, of archive: SessionArchive) async throws {
        // What was there stays until there is something to write in its place.
        guard ftruncate(descriptor, 0) == 0 else { throw Self.failure(path, SystemCallError()) }
        let writer = OutputWriter(descriptor: descriptor)
        for event in try await archive.events(of: session) { await writer.writeLine(event.json.text()) }
        if let failure = await writer.flush() { throw Self.failure(path, failure) }
    }

    private static func failure(_ path: String, _ error: SystemCallError) -> CommandError {
        CommandError(
            .failed, "\(path) cannot be written", expected: "a file that may be created", found: "\"\(error)\"",
            advice: "another path")
    }
}
