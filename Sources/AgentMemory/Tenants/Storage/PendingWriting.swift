/// A ``PendingWrite`` whatever its value.
protocol PendingWriting: AnyObject {
    /// Does the write inside a transaction; may be called again after the transaction was rolled back.
    func run(in database: TenantDatabase) throws
    /// Notes that the write did not come about.
    func fail(_ error: MemoryError)
    /// Lets the caller have the result.
    func wake()
}
