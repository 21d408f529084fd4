/// An argument of a ``Tool`` or ``ParameterGroup``.
///
/// Its name in JSON is the property's in snake case: `lineCount` becomes `line_count`. The value that the property is
/// declared with is the default; an optional may be left out; everything else is required.
///
/// ```swift
/// @Parameter("Path inside the workspace.") var path: String
/// @Parameter("Lines to read.", range: 1...5000) var lineCount: Int = 200
/// @Parameter("How to sort.", allowed: ["name", "size"]) var order: String = "name"
/// ```
///
/// A registered tool's argument has a value only while a call runs, in the call's task and its children. Copy it into a
/// constant before handing it to a detached task or to a thread.
@propertyWrapper
public struct Parameter<Value: ParameterValue>: Sendable {
    private(set) var declaration: ParameterDeclaration<Value>

    /// The argument's value; in an instance that is not registered, the default.
    ///
    /// Assigning changes the default, which is also how a test fills in a tool that it calls itself.
    ///
    /// - Precondition: the argument was decoded or has a default.
    public var wrappedValue: Value {
        get { declaration.value }
        set { declaration = ParameterDeclaration(declaration.description, default: newValue, rule: declaration.rule) }
    }

    /// Declares a required argument, or an optional one where the type is optional.
    public init(_ description: String) {
        declaration = ParameterDeclaration(description, default: nil, rule: .none)
    }

    /// Declares an argument with a default.
    public init(wrappedValue: Value, _ description: String) {
        declaration = ParameterDeclaration(description, default: wrappedValue, rule: .none)
    }

    /// Declares a number limited to a range.
    public init(_ description: String, range: ClosedRange<Value.Bound>) where Value: RangedParameterValue {
        declaration = ParameterDeclaration(description, default: nil, rule: .range(range))
    }

    /// Declares a number limited to a range, with a default.
    public init(
        wrappedValue: Value, _ description: String, range: ClosedRange<Value.Bound>
    ) where Value: RangedParameterValue {
        declaration = ParameterDeclaration(description, default: wrappedValue, rule: .range(range))
    }

    /// Declares an argument that has one of some values.
    public init(_ description: String, allowed: [Value]) {
        declaration = ParameterDeclaration(description, default: nil, rule: .allowed(allowed))
    }

    /// Declares an argument that has one of some values, with a default.
    public init(wrappedValue: Value, _ description: String, allowed: [Value]) {
        declaration = ParameterDeclaration(description, default: wrappedValue, rule: .allowed(allowed))
    }
}

extension Parameter: DeclaredParameter {
    var anyDeclaration: any AnyParameterDeclaration { declaration }
}
