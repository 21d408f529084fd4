import Foundation

/// numpy and hnswlib in a process of their own, which measures itself and is told what to do over a pipe.
final class VectorPeer: @unchecked Sendable {
    // Safe: benchmarks and their peers run one after the other.
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let path: String

    /// Starts the peer on some data; `nil` when it is not installed.
    init?(_ data: VectorData) throws {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
            .path
        let python = package + "/.build/peers/bin/python"
        guard FileManager.default.isExecutableFile(atPath: python),
            try ChildProcess.output(python, ["-c", "import numpy, hnswlib; print(1)"]).hasPrefix("1")
        else { return nil }
        path = FileManager.default.temporaryDirectory.appendingPathComponent("agent-vectors-\(UUID().uuidString)").path
        try data.write(to: path)
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [
            package + "/Peers/vectors.py", path, "\(data.vectors.count)", "\(data.queries.count)", "\(data.dimension)",
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Sends a request and waits for its figures.
    func ask(_ request: String) throws -> [Double] {
        try input.fileHandleForWriting.write(contentsOf: Data((request + "\n").utf8))
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            line.append(byte)
        }
        let figures = String(decoding: line, as: UTF8.self).split(separator: " ").compactMap { Double($0) }
        guard !figures.isEmpty else {
            throw ChildProcess.Failure(description: "expected figures for '\(request)', the peer ended")
        }
        return figures
    }
}
