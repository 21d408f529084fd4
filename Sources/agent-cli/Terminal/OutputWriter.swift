internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Gathers text for a descriptor and writes it in large pieces.
///
/// When nobody reads any longer (`agent-cli … | head`) the rest is dropped without a word, as shell tools do.
final class OutputWriter: Sendable {
    let isTerminal: Bool
    private let writer: DescriptorWriter
    private let pending = Mutex<[UInt8]>([])
    /// Gathered bytes that make a write worth its switch of threads.
    private let flushSize: Int

    init(descriptor: Int32, flushSize: Int = 64 * 1024) {
        writer = DescriptorWriter(descriptor: descriptor)
        isTerminal = isatty(descriptor) == 1
        self.flushSize = flushSize
    }

    /// Adds text without ever writing, for callers that cannot wait; a flush has to follow.
    func append(_ text: String) {
        pending.withLock { $0.append(contentsOf: text.utf8) }
    }

    /// Adds text; it reaches the reader with the next flush, or when enough has gathered.
    func write(_ text: String) async {
        let isFull = pending.withLock { pending in
            pending.append(contentsOf: text.utf8)
            return pending.count >= flushSize
        }
        if isFull { await flush() }
    }

    /// Adds text and a newline.
    func writeLine(_ text: String) async {
        await write(text + "\n")
    }

    /// Adds bytes as they are.
    func write(_ bytes: [UInt8]) async {
        let isFull = pending.withLock { pending in
            pending.append(contentsOf: bytes)
            return pending.count >= flushSize
        }
        if isFull { await flush() }
    }

    /// Writes all that has gathered.
    ///
    /// - Returns: Why writing has failed, unless only the reader has gone.
    @discardableResult
    func flush() async -> SystemCallError? {
        let failure = await writer.drain { self.takePending() }
        return failure.flatMap { $0.isBrokenPipe ? nil : $0 }
    }

    private func takePending() -> [UInt8] {
        pending.withLock { pending in
            defer { pending = [] }
            return pending
        }
    }
}
