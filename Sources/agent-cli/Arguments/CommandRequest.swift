internal import AgentPrimitives

/// What a command line asks for.
enum CommandRequest: Sendable {
    case run(any Command, ParsedArguments)
    /// The help of a group or of a command.
    case help(path: [String])
    /// A group without a command behind it.
    case incomplete(path: [String])
    case version

    /// Reads a command line, without the name of the program.
    init(_ words: [String], in root: CommandGroup) throws(CommandError) {
        var rest = words[...]
        var path: [String] = []
        var group = root
        while let word = rest.popFirst() {
            if let option = OptionWord(word) {
                self = try Self.request(for: option, path: path, in: root)
                return
            }
            guard let member = group[word] else { throw Self.unknown(word, path: path, group: group, root: root) }
            path.append(word)
            switch member {
            case .group(let next): group = next
            case .command(let command):
                self = try Self.request(for: command, path: path, words: rest, in: root)
                return
            }
        }
        self = .incomplete(path: path)
    }

    private static func request(
        for command: any Command, path: [String], words: ArraySlice<String>, in root: CommandGroup
    ) throws(CommandError) -> CommandRequest {
        if words.prefix(while: { $0 != "--" }).contains(where: { OptionWord($0)?.label == OptionWord.help }) {
            return .help(path: path)
        }
        do {
            let parsed = try ArgumentParser(command.arguments).parse(words)
            for argument in command.arguments { try argument.check(parsed[argument.shape]) }
            return .run(command, parsed)
        } catch {
            throw error.advising(help(for: path, in: root))
        }
    }

    /// An option before any command.
    private static func request(
        for option: OptionWord, path: [String], in root: CommandGroup
    ) throws(CommandError) -> CommandRequest {
        if option.label == OptionWord.help { return .help(path: path) }
        if option.label == OptionWord.version, path.isEmpty { return .version }
        let labels = path.isEmpty ? [OptionWord.help, OptionWord.version] : [OptionWord.help]
        throw CommandError(
            .usage, "unknown option", expected: "a command first", found: option.label.quoted(),
            advice: NearestName.of(option.label, among: labels) ?? help(for: path, in: root))
    }

    private static func unknown(_ word: String, path: [String], group: CommandGroup, root: CommandGroup) -> CommandError
    {
        let prefix = ([root.name] + path).joined(separator: " ")
        let nearest = NearestName.of(word, among: group.members.map(\.name))
        return CommandError(
            .usage, "unknown command", expected: "one of " + group.members.map(\.name).joined(separator: ", "),
            found: word.quoted(), advice: nearest.map { "\(prefix) \($0)" } ?? help(for: path, in: root))
    }

    private static func help(for path: [String], in root: CommandGroup) -> String {
        ([root.name] + path + [OptionWord.help]).joined(separator: " ")
    }
}

extension CommandError {
    /// The same error with advice, unless it has some.
    fileprivate func advising(_ advice: String) -> CommandError {
        guard self.advice == nil else { return self }
        var copy = self
        copy.advice = advice
        return copy
    }
}
