import Foundation

/// The load generator of the HTTP benchmarks.
enum Wrk {
    /// Loads a server for two seconds and returns how many requests it answered.
    static func requests(to port: Int, connections: Int = 64, script: String? = nil) throws -> Int {
        var arguments = ["-t2", "-c\(connections)", "-d2s"]
        if let script { arguments += ["-s", script] }
        let output = try ChildProcess.output("wrk", arguments + ["http://127.0.0.1:\(port)/"])
        // Such as "  190834 requests in 2.00s, 61.52MB read".
        guard !output.contains("Non-2xx"), !output.contains("Socket errors"),
            let line = output.split(separator: "\n").first(where: { $0.contains("requests in") }),
            let count = line.split(separator: " ").first.flatMap({ Int($0) })
        else { throw ChildProcess.Failure(description: "expected a report of wrk without errors, found:\n\(output)") }
        return count
    }

    /// A script that sends a kilobyte with each request.
    static func kilobyteScript() throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("agent-benchmark-wrk.lua").path
        let script = """
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/octet-stream"
            wrk.body = string.rep("x", 1024)
            """
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }
}
