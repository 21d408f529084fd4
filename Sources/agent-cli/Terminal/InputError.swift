/// Why the contents of a file or of standard input could not be had.
enum InputError: Error, Hashable, Sendable {
    case unreadable(String, SystemCallError)
    case tooLarge(String, limit: Int)

    /// Names the error in JSON output.
    var name: String {
        switch self {
        case .unreadable: "unreadable"
        case .tooLarge: "inputTooLarge"
        }
    }

    /// The line for the user, for commands to whom this ends everything.
    func commandError(_ exitCode: ExitCode) -> CommandError {
        switch self {
        case .unreadable(let path, let error):
            CommandError(
                exitCode, "\(path) cannot be read", expected: "a readable file", found: "\"\(error)\"",
                advice: "another path, or - for standard input")
        case .tooLarge(let path, let limit):
            CommandError(
                exitCode, "\(path) is too large", expected: "at most \(limit) bytes", found: "more",
                advice: "a smaller input")
        }
    }
}
