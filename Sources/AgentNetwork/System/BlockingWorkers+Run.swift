extension BlockingWorkers {
    /// Runs `work` on one of the threads and waits for its result.
    ///
    /// A caller that is cancelled leaves at once; the work goes on, and what it returns is dropped.
    func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws(NetworkError) -> Value
    ) async throws(NetworkError) -> Value {
        let answer = OneShot<Value>()
        try submit {
            do throws(NetworkError) {
                answer.resolve(.success(try work()))
            } catch {
                answer.resolve(.failure(error))
            }
        }
        return try await answer.value()
    }
}
