public import AgentPrimitives

/// Getters by type. Each returns `nil` for a setting that no layer sets, and has the precondition that the schema gives the
/// setting that type.
extension Configuration {
    /// A whole number.
    public func integer(_ key: ConfigurationKey) -> Int? {
        read(key) { if case .integer(let value) = $0 { value } else { nil } }
    }

    /// An amount of dollars.
    public func money(_ key: ConfigurationKey) -> Money? {
        read(key) { if case .money(let value) = $0 { value } else { nil } }
    }

    /// True or false.
    public func boolean(_ key: ConfigurationKey) -> Bool? {
        read(key) { if case .boolean(let value) = $0 { value } else { nil } }
    }

    /// A text.
    public func text(_ key: ConfigurationKey) -> String? {
        read(key) { if case .text(let value) = $0 { value } else { nil } }
    }

    /// A list of texts.
    public func texts(_ key: ConfigurationKey) -> [String]? {
        read(key) { if case .texts(let value) = $0 { value } else { nil } }
    }

    /// A secret, or where to find it.
    public func secret(_ key: ConfigurationKey) -> SecretReference? {
        read(key) { if case .secret(let value) = $0 { value } else { nil } }
    }

    /// A list of objects or an object, as the file has it.
    public func document(_ key: ConfigurationKey) -> JSONValue? {
        read(key) { if case .document(let value) = $0 { value } else { nil } }
    }

    private func read<Value>(_ key: ConfigurationKey, as extract: (ConfigurationValue) -> Value?) -> Value? {
        guard let value = value(key) else { return nil }
        let extracted = extract(value)
        precondition(extracted != nil, "A setting is read as the type that the schema gives it; '\(key)' has another.")
        return extracted
    }
}
