/// The decoded arguments of the calls that a task is in.
struct ArgumentBindings: Sendable {
    private struct Bound<Value: Sendable>: Sendable {
        let value: Value
    }

    /// By declaration; a tool that calls another through a dispatcher is in both calls.
    private var values: [ObjectIdentifier: any Sendable] = [:]

    @TaskLocal static var current = ArgumentBindings()

    mutating func bind<Value>(_ value: Value, to declaration: ParameterDeclaration<Value>) {
        values[ObjectIdentifier(declaration)] = Bound(value: value)
    }

    func value<Value>(of declaration: ParameterDeclaration<Value>) -> Value? {
        (values[ObjectIdentifier(declaration)] as? Bound<Value>)?.value
    }

    /// Runs `body` with these arguments beside those of the calls around it.
    func around<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        var all = Self.current
        all.values.merge(values) { $1 }
        return try await Self.$current.withValue(all) { try await body() }
    }
}
