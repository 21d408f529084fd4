/// A text with `{{variable}}` places that are filled in when it is rendered.
///
/// | source | stands for |
/// |---|---|
/// | `{{name}}` | the value of `name`, which must be given |
/// | `{{name\|some text}}` | the value of `name`, or `some text` when none is given; `{{name\|}}` defaults to nothing |
/// | `\{{` | a literal `{{` |
/// | `\\{{name}}` | one backslash, then the value |
///
/// A name starts with a letter or `_` and goes on with letters, digits, `_`, `-` and `.` (ASCII). White space around the
/// name and around the default is dropped. Backslashes that do not stand right before `{{` are ordinary, and so is `}}`
/// outside a place.
///
/// Values are inserted as they are and never read again: a value that holds `{{other}}` stays that text. Whoever supplies
/// a value therefore cannot reach other variables.
///
/// ```swift
/// let template = try PromptTemplate(parsing: "Answer in {{language|English}}: {{question}}")
/// try template.render(["question": "Why?"])   // "Answer in English: Why?"
/// ```
public struct PromptTemplate: Hashable, Sendable {
    enum Segment: Hashable, Sendable {
        case literal(String)
        case place(variable: String, fallback: String?, position: Position)
    }

    /// The text that the template was made from.
    public let source: String
    private let segments: [Segment]

    /// Parses a template.
    ///
    /// - Throws: ``PromptError`` with code `templateSyntax`, the line and the column.
    public init(parsing source: String) throws(PromptError) {
        var parser = PromptTemplateParser(source)
        segments = try parser.parse()
        self.source = source
    }

    /// Writes a template in source code.
    ///
    /// - Precondition: the text keeps the grammar above.
    public init(_ source: StaticString) {
        do throws(PromptError) {
            try self.init(parsing: String(describing: source))
        } catch {
            preconditionFailure("A template in source code must be well formed. \(error)")
        }
    }

    /// The names of all variables, in order of first appearance.
    public var variables: [String] {
        var seen: Set<String> = []
        return places.map(\.variable).filter { seen.insert($0).inserted }
    }

    /// The names of the variables that some place uses without a default, in order of first appearance.
    public var requiredVariables: [String] {
        let required = Set(places.filter { $0.fallback == nil }.map(\.variable))
        return variables.filter(required.contains)
    }

    /// Fills in the places; values that the template does not use are ignored.
    ///
    /// - Throws: ``PromptError`` with code `missingVariable`, the name and the place.
    public func render(_ values: [String: String] = [:]) throws(PromptError) -> String {
        var text = ""
        for segment in segments {
            switch segment {
            case .literal(let literal):
                text += literal
            case .place(let variable, let fallback, let position):
                guard let value = values[variable] ?? fallback else {
                    throw Self.missing(variable, at: position, given: values.keys.sorted())
                }
                text += value
            }
        }
        return text
    }

    private var places: [(variable: String, fallback: String?)] {
        segments.compactMap { segment in
            if case .place(let variable, let fallback, _) = segment { (variable, fallback) } else { nil }
        }
    }

    private static func missing(_ variable: String, at position: Position, given: [String]) -> PromptError {
        let names = given.isEmpty ? "none" : given.map { "'\($0)'" }.joined(separator: ", ")
        return PromptError(
            .missingVariable,
            "expected a value for '\(variable)', found values for: \(names). "
                + "Pass one, or give the place a default: {{\(variable)|default}}.",
            position: position, variable: variable)
    }
}

extension PromptTemplate {
    /// A place in a template's source.
    public struct Position: Hashable, Sendable {
        /// The line, from 1; lines end with a line feed.
        public let line: Int
        /// The column, from 1, in Unicode scalars.
        public let column: Int

        init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }
}
