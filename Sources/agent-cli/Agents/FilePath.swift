internal import Foundation

/// Paths as text.
enum FilePath {
    /// The path from the root, without `.` and `..`.
    static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }
}
