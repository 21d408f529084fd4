extension Argument where Value == Bool {
    /// `--name`, false unless given.
    static func flag(_ name: String, help: String) -> Argument {
        let shape = ArgumentShape(
            name: name, kind: .flag, count: .atMostOne, placeholder: "", help: help, completion: .nothing)
        return Argument(shape) { (texts) throws(CommandError) in !texts.isEmpty }
    }
}

extension Argument {
    /// `--name VALUE`, which must be given.
    static func option(
        _ name: String, _ format: ValueFormat<Value>, placeholder: String? = nil, help: String
    ) -> Argument {
        required(format.shape(name, .option, .exactlyOne, placeholder, help), format)
    }

    /// `--name VALUE` with a value that stands in when it is not given.
    static func option(
        _ name: String, _ format: ValueFormat<Value>, placeholder: String? = nil, default standIn: Value, help: String
    ) -> Argument {
        let shape = format.shape(name, .option, .atMostOne, placeholder, help)
        return Argument(shape) { (texts) throws(CommandError) in
            guard let text = texts.first else { return standIn }
            return try format.value(of: text, for: shape)
        }
    }

    /// `--name VALUE`, `nil` when it is not given.
    static func optional<Wrapped>(
        _ name: String, _ format: ValueFormat<Wrapped>, placeholder: String? = nil, help: String
    ) -> Argument where Value == Wrapped? {
        whenGiven(format.shape(name, .option, .atMostOne, placeholder, help), format)
    }

    /// `--name VALUE`, any number of times.
    static func repeated<Element>(
        _ name: String, _ format: ValueFormat<Element>, placeholder: String? = nil, help: String
    ) -> Argument where Value == [Element] {
        list(format.shape(name, .option, .any, placeholder, help), format)
    }

    /// A word that must be given; `name` is also what the help calls it.
    static func positional(_ name: String, _ format: ValueFormat<Value>, help: String) -> Argument {
        required(format.shape(name, .positional, .exactlyOne, name, help), format)
    }

    /// A word that may be left out.
    static func optionalPositional<Wrapped>(
        _ name: String, _ format: ValueFormat<Wrapped>, help: String
    ) -> Argument where Value == Wrapped? {
        whenGiven(format.shape(name, .positional, .atMostOne, name, help), format)
    }

    /// All words that are left.
    static func remaining<Element>(
        _ name: String, _ format: ValueFormat<Element>, help: String
    ) -> Argument where Value == [Element] {
        list(format.shape(name, .positional, .any, name, help), format)
    }
}

extension Argument {
    private static func required(_ shape: ArgumentShape, _ format: ValueFormat<Value>) -> Argument {
        Argument(shape) { (texts) throws(CommandError) in
            guard let text = texts.first else {
                throw CommandError(
                    .usage, "\(shape.label) is missing", expected: "\(shape.labelWithValue), \(shape.help)")
            }
            return try format.value(of: text, for: shape)
        }
    }

    private static func whenGiven<Wrapped>(
        _ shape: ArgumentShape, _ format: ValueFormat<Wrapped>
    ) -> Argument where Value == Wrapped? {
        Argument(shape) { (texts) throws(CommandError) in
            guard let text = texts.first else { return nil }
            return try format.value(of: text, for: shape)
        }
    }

    private static func list<Element>(
        _ shape: ArgumentShape, _ format: ValueFormat<Element>
    ) -> Argument where Value == [Element] {
        Argument(shape) { (texts) throws(CommandError) in
            var values: [Element] = []
            for text in texts {
                values.append(try format.value(of: text, for: shape))
            }
            return values
        }
    }
}
