public import AgentPrimitives

/// Something that a model or a caller may have done, with typed arguments.
///
/// Arguments are ``Parameter`` properties; their JSON Schema is read from the instance that is registered. That instance
/// may hold whatever the tool works with, such as a workspace or a clock. It serves every call, concurrent ones included:
/// each call sees its own arguments, which live as long as the call's task and are inherited by its child tasks.
///
/// ```swift
/// struct Greet: Tool {
///     static let name = "greet"
///     static let summary = "Greets somebody by name."
///     static let effect = EffectClass.compute
///     static let idempotency = Idempotency.pure
///
///     @Parameter("Whom to greet.") var person: String
///     @Parameter("How often.", range: 1...3) var times: Int = 1
///
///     func call(_ context: ToolExecutionContext) async throws -> ToolOutput {
///         .text(Array(repeating: "Hello, \(person)!", count: times).joined(separator: " "))
///     }
/// }
/// ```
public protocol Tool: Sendable {
    /// The name by which it is called: 1 to 64 characters out of `a-z A-Z 0-9 . _ -`.
    static var name: String { get }
    /// What it does, for the model; one or two sentences.
    static var summary: String { get }
    /// What an agent must be granted to call it; nothing unless declared.
    static var requiredCapabilities: CapabilitySet { get }
    /// How far it reaches; `external` unless declared, which the standard policy denies.
    static var effect: EffectClass { get }
    /// What may be done after a crash in mid-call; `unsafe` unless declared.
    static var idempotency: Idempotency { get }

    /// Does the work. Only a ``ToolDispatcher`` calls it, after the gate let the call pass.
    ///
    /// Cancellation asks it to stop soon. Work that blocks belongs on a thread of its own, not on this task's executor.
    ///
    /// - Throws: any error; its text becomes the call's result.
    func call(_ context: ToolExecutionContext) async throws -> ToolOutput

    /// Finds out what came of a call that a crash cut off; asked of `reconcilable` tools only.
    ///
    /// The arguments are those of the call in question. It must not repeat the effect.
    ///
    /// - Returns: the call's result, or `nil` when it cannot be told; a person decides then.
    func reconcile(_ context: ToolExecutionContext) async throws -> ToolOutput?
}

extension Tool {
    /// None.
    public static var requiredCapabilities: CapabilitySet { [] }
    /// The farthest.
    public static var effect: EffectClass { .external }
    /// The most careful.
    public static var idempotency: Idempotency { .unsafe }

    /// It cannot be told.
    public func reconcile(_ context: ToolExecutionContext) async throws -> ToolOutput? { nil }
}
