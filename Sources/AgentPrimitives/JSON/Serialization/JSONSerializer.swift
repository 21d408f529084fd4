/// Writes a value as a document; open containers lie on an explicit stack, so nesting costs no call stack.
struct JSONSerializer<Dialect: JSONDialect> {
    private enum Container {
        case array([JSONValue])
        case object([JSONObject.Element])
    }

    private struct Frame {
        let container: Container
        /// How many values of the container have been started.
        var started = 0
    }

    private let dialect: Dialect
    /// Spaces for each level, or nil for the compact layout.
    private let indent: Int?
    private var open: [Frame] = []

    init(dialect: Dialect, layout: JSONLayout) {
        self.dialect = dialect
        switch layout {
        case .compact: indent = nil
        case .pretty(let spaces): indent = max(spaces, 0)
        }
    }

    /// Appends the document to `output`.
    mutating func write(_ root: JSONValue, to output: inout [UInt8]) throws(Dialect.Failure) {
        try start(root, &output)
        while let frame = open.last {
            switch frame.container {
            case .array(let elements):
                guard frame.started < elements.count else {
                    close(with: UInt8(ascii: "]"), &output)
                    continue
                }
                separate(&output)
                try start(elements[frame.started], &output)
            case .object(let members):
                guard frame.started < members.count else {
                    close(with: UInt8(ascii: "}"), &output)
                    continue
                }
                separate(&output)
                output.appendJSONString(members[frame.started].key)
                output.append(UInt8(ascii: ":"))
                if indent != nil { output.append(UInt8(ascii: " ")) }
                try start(members[frame.started].value, &output)
            }
        }
    }

    /// Writes a scalar or an empty container, or opens a container that has values.
    private mutating func start(_ value: JSONValue, _ output: inout [UInt8]) throws(Dialect.Failure) {
        switch value {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let number): try dialect.append(number, to: &output, path: path)
        case .string(let text): output.appendJSONString(text)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            if elements.isEmpty {
                output.append(UInt8(ascii: "]"))
            } else {
                open.append(Frame(container: .array(elements)))
            }
        case .object(let object):
            output.append(UInt8(ascii: "{"))
            if object.isEmpty {
                output.append(UInt8(ascii: "}"))
            } else {
                open.append(Frame(container: .object(dialect.members(of: object))))
            }
        }
    }

    /// Writes what precedes the next value of the innermost container, and counts it.
    private mutating func separate(_ output: inout [UInt8]) {
        if open[open.count - 1].started > 0 { output.append(UInt8(ascii: ",")) }
        open[open.count - 1].started += 1
        breakLine(&output)
    }

    private mutating func close(with bracket: UInt8, _ output: inout [UInt8]) {
        open.removeLast()
        breakLine(&output)
        output.append(bracket)
    }

    private func breakLine(_ output: inout [UInt8]) {
        guard let indent else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * open.count))
    }

    /// The place of the value that was started last.
    private func path() -> JSONPointer {
        open.reduce(.root) { path, frame in
            switch frame.container {
            case .array: path.appending(index: frame.started - 1)
            case .object(let members): path.appending(key: members[frame.started - 1].key)
            }
        }
    }
}
