#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Writes to a descriptor, blocking a thread of its own while the reader is slow.
actor DescriptorWriter {
    nonisolated let descriptor: Int32
    private nonisolated let executor: BlockingExecutor
    /// Why nothing more can be written.
    private var failure: SystemCallError?

    init(descriptor: Int32) {
        self.descriptor = descriptor
        executor = BlockingExecutor(label: "agent-cli.output.\(descriptor)")
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Writes what `take` gives when its turn has come, so that pieces arrive in the order in which they were gathered.
    ///
    /// - Returns: Why writing has failed, now or earlier. What comes after a failure is dropped.
    func drain(_ take: @Sendable () -> [UInt8]) -> SystemCallError? {
        let bytes = take()
        guard failure == nil else { return failure }
        do {
            try Self.write(bytes, to: descriptor)
        } catch {
            failure = error
        }
        return failure
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemCallError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
                continue
            }
            let error = SystemCallError()
            if error.isNotReady {
                var readiness = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&readiness, 1, -1)
            } else if !error.isInterrupted {
                throw error
            }
        }
    }
}

/// The global function, which the actor's own `write` hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
