/// A write that waits for the next transaction; touched by its connection's thread alone.
final class PendingWrite<Value>: PendingWriting {
    private let body: (TenantDatabase) throws -> Value
    /// What came of the last attempt.
    private var result: Result<Value, MemoryError>?
    /// Wakes the caller, where another caller's turn does the work.
    private var waiter: CheckedContinuation<Void, Never>?

    init(_ body: @escaping (TenantDatabase) throws -> Value) {
        self.body = body
    }

    func run(in database: TenantDatabase) throws {
        result = .success(try body(database))
    }

    func fail(_ error: MemoryError) {
        result = .failure(error)
    }

    func wait(with waiter: CheckedContinuation<Void, Never>) {
        self.waiter = waiter
    }

    func wake() {
        waiter?.resume()
        waiter = nil
    }

    func value() throws(MemoryError) -> Value {
        guard let result else { throw MemoryError(.storage, "the write was never tried; try again") }
        return try result.get()
    }
}
