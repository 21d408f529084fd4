internal import AgentPrimitives
internal import Synchronization

/// What a property wrapper says of one argument, and the identity by which a call's value is found.
///
/// A wrapper found through a Mirror is a copy, so nothing written into it would reach the tool. What the copies share is
/// this object. It must not hold the values of a registered tool, whose calls run side by side; those are task-local.
/// A parameter group is made anew for each call, so its values sit here.
final class ParameterDeclaration<Value: ParameterValue>: AnyParameterDeclaration {
    private enum State: Sendable {
        /// Belongs to an instance that somebody made for himself. Next: registered or filled.
        case declared
        /// Belongs to a registered tool: values come from the running call.
        case registered
        /// Belongs to a group that a call brought.
        case filled(Value)
    }

    let description: String
    let defaultValue: Value?
    let rule: ParameterRule<Value>
    private let state = Mutex(State.declared)

    init(_ description: String, default defaultValue: Value?, rule: ParameterRule<Value>) {
        self.description = description
        self.defaultValue = defaultValue
        self.rule = rule
        if let defaultValue {
            precondition(
                rule.accepts(defaultValue),
                "The default of a parameter must be \(rule.expectation); found \(defaultValue.parameterJSON).")
        }
    }

    var value: Value {
        switch state.withLock({ $0 }) {
        case .filled(let value):
            return value
        case .registered:
            guard let value = ArgumentBindings.current.value(of: self) else {
                preconditionFailure(
                    "The argument '\(description)' was read outside its call; copy it before leaving the call's task.")
            }
            return value
        case .declared:
            guard let value = absentValue else {
                preconditionFailure(
                    "The required argument '\(description)' has no value; call the tool through a ToolDispatcher, or assign one."
                )
            }
            return value
        }
    }

    var isRequired: Bool { absentValue == nil }

    var schema: JSONObject {
        var schema = Value.parameterSchema
        for (key, value) in rule.schema { schema[key] = value }
        schema["description"] = .string(description)
        if let defaultValue, !defaultValue.parameterJSON.isNull { schema["default"] = defaultValue.parameterJSON }
        return schema
    }

    func markRegistered() {
        state.withLock { $0 = .registered }
    }

    func bind(_ argument: JSONReader?, named name: String, in object: JSONReader, to bindings: inout ArgumentBindings)
        throws(JSONShapeError)
    {
        bindings.bind(try decode(argument, named: name, in: object), to: self)
    }

    func fill(_ argument: JSONReader?, named name: String, in object: JSONReader) throws(JSONShapeError) {
        let value = try decode(argument, named: name, in: object)
        state.withLock { $0 = .filled(value) }
    }

    var currentJSON: JSONValue? {
        if case .filled(let value) = state.withLock({ $0 }) { return value.parameterJSON }
        return absentValue?.parameterJSON
    }

    private var absentValue: Value? { defaultValue ?? Value.absentParameter }

    private func decode(_ argument: JSONReader?, named name: String, in object: JSONReader)
        throws(JSONShapeError) -> Value
    {
        guard let argument else {
            if let absentValue { return absentValue }
            throw JSONShapeError(
                path: object.path.appending(key: name), expected: rule.expectation, found: "no such argument")
        }
        let value: Value
        do throws(JSONShapeError) {
            value = try Value(parameter: argument)
        } catch {
            throw error.path == argument.path ? argument.mismatch(rule.expectation) : error
        }
        guard rule.accepts(value) else { throw argument.mismatch(rule.expectation) }
        return value
    }
}
