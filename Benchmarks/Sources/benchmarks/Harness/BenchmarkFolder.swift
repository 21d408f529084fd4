import Foundation

/// Where this process keeps what its benchmarks work on; it goes with the process.
enum BenchmarkFolder {
    static let path = FileManager.default.temporaryDirectory.path + "/agent-benchmark-\(getpid())"

    /// Deletes the folder.
    static func remove() {
        // What was never made cannot be deleted.
        try? FileManager.default.removeItem(atPath: path)
    }
}
