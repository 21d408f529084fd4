import Foundation

/// A server in a process of its own.
final class ChildProcess: @unchecked Sendable {
    // Safe: the process is started in `init` and only asked for its number and ended afterwards.
    private let process: Process
    let port: Int

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts this program as a server, which prints its port.
    init(_ role: ServerRole, _ arguments: [String] = []) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
        process.arguments = ["--serve", role.rawValue] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        guard let port = Self.firstLine(of: output.fileHandleForReading).flatMap({ Int($0) }) else {
            kill(process.processIdentifier, SIGKILL)
            throw Failure(description: "expected the server \(role) to print its port, it ended")
        }
        self.port = port
    }

    /// Starts another program and waits until something listens on its port.
    init(_ program: String, _ arguments: [String], port: Int) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.port = port
    }

    var processIdentifier: Int32 { process.processIdentifier }

    /// Resident memory in bytes.
    var residentBytes: Int {
        let status = (try? String(contentsOfFile: "/proc/\(processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }

    deinit {
        // Not a request to end: a child started from a task inherits that thread's signal mask, which holds those back.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Whether a program is installed.
    static func exists(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        // Debian keeps servers out of the path of ordinary users.
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin"]
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    /// Runs a program to its end and returns what it prints.
    static func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func firstLine(of handle: FileHandle) -> String? {
        var line: [UInt8] = []
        while let byte = handle.readData(ofLength: 1).first, byte != UInt8(ascii: "\n") { line.append(byte) }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }
}
