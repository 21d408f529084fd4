/// Where secrets such as model keys come from.
public protocol SecretSource: Sendable {
    /// The secret of that name; `nil` when there is none.
    func secret(named name: String) async throws -> Secret?
}
