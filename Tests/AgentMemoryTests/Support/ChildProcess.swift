internal import Foundation

@testable internal import AgentMemory

/// A running child and what it tells, read on a thread that may block.
actor ChildProcess {
    private let executor: ThreadExecutor
    private let process: Process
    private let output = Pipe()
    /// What was read and is not yet a whole line.
    private var pending: [UInt8] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ task: ChildTask, path: String) throws {
        try self.init { try task.start(path: path, output: $0) }
    }

    /// Takes a process that `start` starts with its standard output in a pipe.
    init(_ start: (Pipe) throws -> Process) throws {
        executor = try ThreadExecutor()
        process = try start(output)
    }

    /// The events that the child tells of until there are `count`, it fails or it ends.
    func recorded(_ count: Int) throws -> [UInt64] {
        var places: [UInt64] = []
        while places.count < count, let line = try line() {
            if line.hasPrefix("recorded "), let place = UInt64(line.dropFirst(9)) { places.append(place) }
            if line.hasPrefix("failed ") { failure = String(line.dropFirst(7)) }
        }
        return places
    }

    /// The code of the error that ended the child's work.
    private(set) var failure: String?

    /// Kills the child as a crash would, and returns what it told until then.
    func kill() throws -> [UInt64] {
        Foundation.kill(process.processIdentifier, SIGKILL)
        let places = try recorded(.max)
        process.waitUntilExit()
        return places
    }

    private func line() throws -> String? {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                defer { pending.removeFirst(end + 1) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            guard let data = try output.fileHandleForReading.read(upToCount: 4096), !data.isEmpty else { return nil }
            pending += data
        }
    }
}
