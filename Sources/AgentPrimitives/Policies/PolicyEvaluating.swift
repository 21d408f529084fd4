/// Something that answers policy questions.
public protocol PolicyEvaluating: Sendable {
    /// Decides on one request.
    ///
    /// - Throws: any error; callers treat every error as a denial.
    func evaluate(_ request: PolicyRequest) async throws -> PolicyDecision
}
