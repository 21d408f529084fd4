/// Why a command stopped, in the parts of the line that the user reads.
struct CommandError: Error, Hashable, Sendable {
    /// What the process exits with.
    let exitCode: ExitCode
    /// What is wrong, without a full stop.
    let problem: String
    /// What would have been right.
    var expected: String?
    /// What was there instead.
    var found: String?
    /// What to do now.
    var advice: String?

    init(
        _ exitCode: ExitCode, _ problem: String, expected: String? = nil, found: String? = nil, advice: String? = nil
    ) {
        self.exitCode = exitCode
        self.problem = problem
        self.expected = expected
        self.found = found
        self.advice = advice
    }
}

extension CommandError: CustomStringConvertible {
    /// `problem. expected … found …. try …`, with the parts that there are.
    var description: String {
        let comparison = [expected.map { "expected " + $0 }, found.map { "found " + $0 }].compactMap(\.self)
        let sentences = [problem, comparison.joined(separator: ", "), advice.map { "try " + $0 } ?? ""]
        return sentences.filter { !$0.isEmpty }.joined(separator: ". ")
    }
}
