#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Reads files and standard input to their end, blocking a thread of its own; a cancelled task stops waiting at once.
actor InputReader {
    /// The path that stands for standard input.
    static let standardInputPath = "-"
    /// What messages call it.
    static let standardInputName = "standard input"

    /// Whether a person types.
    nonisolated let isTerminal: Bool

    private let standardInput: Int32
    /// What came behind the last line that was read.
    private var rest: [UInt8] = []
    private nonisolated let executor = BlockingExecutor(label: "agent-cli.input")

    init(standardInput: Int32) {
        self.standardInput = standardInput
        isTerminal = isatty(standardInput) == 1
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Everything in the file at a path, `-` for standard input.
    ///
    /// - Parameter limit: The largest size in bytes.
    /// - Throws: ``InputError``, or `CancellationError`.
    nonisolated func contents(of path: String, limit: Int) async throws -> [UInt8] {
        try await cancellable(path) { wakeEnd in
            try await self.read(path, limit: limit, wakeEnd: wakeEnd)
        }
    }

    /// The next line of standard input without its end; `nil` at the end of the input.
    ///
    /// - Parameter limit: The longest line in bytes.
    /// - Throws: ``InputError``, or `CancellationError`.
    nonisolated func line(limit: Int) async throws -> [UInt8]? {
        try await cancellable(Self.standardInputName) { wakeEnd in
            try await self.readLine(limit: limit, wakeEnd: wakeEnd)
        }
    }

    /// Runs a read that a cancellation of the task wakes through the descriptor that it is given.
    private nonisolated func cancellable<Value>(
        _ path: String, _ read: (Int32) async throws -> Value
    ) async throws -> Value {
        let wake: WakePipe
        do {
            wake = try WakePipe()
        } catch {
            throw InputError.unreadable(path, error)
        }
        defer { wake.close() }
        return try await withTaskCancellationHandler {
            try await read(wake.readEnd)
        } onCancel: {
            wake.wake()
        }
    }

    private func read(_ path: String, limit: Int, wakeEnd: Int32) throws -> [UInt8] {
        if path == Self.standardInputPath {
            return try read(standardInput, path: Self.standardInputName, limit: limit, wakeEnd: wakeEnd)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputError.unreadable(path, SystemCallError()) }
        defer { close(descriptor) }
        return try read(descriptor, path: path, limit: limit, wakeEnd: wakeEnd)
    }

    private func read(_ descriptor: Int32, path: String, limit: Int, wakeEnd: Int32) throws -> [UInt8] {
        var bytes: [UInt8] = []
        if descriptor == standardInput { swap(&bytes, &rest) }
        var status = stat()
        if fstat(descriptor, &status) == 0 {
            // One byte more than the file has, so that its end shows without growing the array.
            bytes.reserveCapacity(min(Int(status.st_size), limit) + 1)
        }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 1)
        defer { piece.deallocate() }
        while case let count = try readPiece(descriptor, into: piece, path: path, wakeEnd: wakeEnd), count > 0 {
            guard bytes.count + count <= limit else { throw InputError.tooLarge(path, limit: limit) }
            bytes.append(contentsOf: piece[..<count])
        }
        return bytes
    }

    private func readLine(limit: Int, wakeEnd: Int32) throws -> [UInt8]? {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 * 1024, alignment: 1)
        defer { piece.deallocate() }
        // Up to here there is no line end.
        var searched = 0
        while true {
            if let end = rest[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest.removeSubrange(...end) }
                return Array(rest[..<end])
            }
            searched = rest.count
            guard searched <= limit else { throw InputError.tooLarge(Self.standardInputName, limit: limit) }
            let count = try readPiece(standardInput, into: piece, path: Self.standardInputName, wakeEnd: wakeEnd)
            guard count > 0 else {
                defer { rest = [] }
                return rest.isEmpty ? nil : rest
            }
            rest.append(contentsOf: piece[..<count])
        }
    }

    /// Reads once; 0 at the end.
    private func readPiece(
        _ descriptor: Int32, into piece: UnsafeMutableRawBufferPointer, path: String, wakeEnd: Int32
    ) throws -> Int {
        while true {
            try waitForInput(descriptor, wakeEnd: wakeEnd)
            let count = systemRead(descriptor, piece.baseAddress, piece.count)
            if count >= 0 { return count }
            let error = SystemCallError()
            if !error.isInterrupted, !error.isNotReady { throw InputError.unreadable(path, error) }
        }
    }

    private func waitForInput(_ descriptor: Int32, wakeEnd: Int32) throws(CancellationError) {
        var readiness = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wakeEnd, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&readiness, nfds_t(readiness.count), -1) < 0, SystemCallError().isInterrupted {}
        if readiness[1].revents != 0 { throw CancellationError() }
    }
}

/// The global function, which the actor's own `read` hides.
private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
