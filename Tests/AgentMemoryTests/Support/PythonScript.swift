internal import Foundation

/// A script of the examples, run by whatever Python the system has.
struct PythonScript {
    private static let interpreter = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Whether the system has a Python.
    static let canRun = interpreter != nil

    /// The script's path below the repository's root.
    let path: String

    func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let process = Process()
        process.executableURL = URL(filePath: Self.interpreter ?? "")
        process.arguments = [root.appending(path: path).path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONIOENCODING": "utf-8"]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
