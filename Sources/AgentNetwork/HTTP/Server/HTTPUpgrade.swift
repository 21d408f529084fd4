/// A change to another protocol on the same connection (RFC 9110 section 7.8).
struct HTTPUpgrade: Sendable {
    /// Runs once the 101 is sent; the connection is closed when it returns.
    let run: @Sendable (HTTPUpgradedConnection) async throws -> Void
}
