/// Checks the path of a file below a directory, as a request names it.
///
/// The system holds paths below the directory as well; what is refused here is what has no business in a request.
enum HTTPFilePath {
    /// The path to open, without a slash at its end, `.` for the directory itself; nil for one that names no file.
    static func resolve(_ path: String, servesHidden: Bool) -> (path: String, isDirectory: Bool)? {
        guard !path.utf8.contains(0) else { return nil }
        var parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isDirectory = parts.last?.isEmpty ?? true
        if isDirectory { parts = parts.dropLast() }
        let areNames = parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && (servesHidden || part.utf8.first != UInt8(ascii: "."))
        }
        guard areNames else { return nil }
        return (parts.isEmpty ? "." : parts.joined(separator: "/"), isDirectory)
    }
}
