internal import AgentPrimitives

extension ConfigurationNode {
    /// The value that a setting of that kind takes.
    func value(_ kind: ConfigurationSetting.Kind) throws(ConfigurationError) -> ConfigurationValue {
        switch kind {
        case .integer(let bounds): .integer(try integer(in: bounds))
        case .money: .money(try money())
        case .boolean: .boolean(try boolean())
        case .text(let choices): .text(try text(choices: choices))
        case .texts: .texts(try texts())
        case .secret: .secret(try secret())
        case .list, .object: .document(try document(kind))
        }
    }

    func integer(in bounds: ClosedRange<Int>) throws(ConfigurationError) -> Int {
        let expected =
            bounds.upperBound == .max
            ? "a whole number of at least \(bounds.lowerBound)"
            : "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
        guard let number = value.numberValue, number.isInteger else { throw wrongType(expected) }
        guard let integer = value.intValue, bounds.contains(integer) else { throw invalid(expected) }
        return integer
    }

    /// Takes a number as it is written, or the same in quotes, so that no digit is lost to floating point.
    func money() throws(ConfigurationError) -> Money {
        let expected = "dollars with at most six decimals, such as 0.05"
        guard let text = value.stringValue ?? value.numberValue?.text else { throw wrongType(expected) }
        guard let amount = Money(dollars: text) else { throw invalid(expected) }
        return amount
    }

    func boolean() throws(ConfigurationError) -> Bool {
        guard let flag = value.boolValue else { throw wrongType("true or false") }
        return flag
    }

    func text(choices: [String] = []) throws(ConfigurationError) -> String {
        guard let text = value.stringValue else { throw wrongType("a text") }
        guard !choices.isEmpty else {
            guard !text.isEmpty else {
                throw invalid("a text that is not empty", advice: "Leave the key out for none.")
            }
            return text
        }
        guard choices.contains(text) else {
            let suggestion = NearestName.of(text, among: choices).map { "Did you mean '\($0)'?" }
            throw invalid("one of \(choices.joined(separator: ", "))", advice: suggestion ?? "")
        }
        return text
    }

    func texts() throws(ConfigurationError) -> [String] {
        var texts: [String] = []
        for element in try elements() { texts.append(try element.text()) }
        return texts
    }

    func secret() throws(ConfigurationError) -> SecretReference {
        let expected = "env:NAME with the name of an environment variable"
        guard let text = value.stringValue else { throw hidden().wrongType(expected) }
        guard let reference = SecretReference(text) else { throw hidden().invalid(expected) }
        return reference
    }

    private func document(_ kind: ConfigurationSetting.Kind) throws(ConfigurationError) -> JSONValue {
        if case .list = kind {
            guard value.arrayValue != nil else { throw wrongType("a list") }
        } else {
            guard value.objectValue != nil else { throw wrongType("an object") }
        }
        return value
    }
}
