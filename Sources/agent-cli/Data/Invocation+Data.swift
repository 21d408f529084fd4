internal import AgentPrimitives
internal import AgentWire

extension Invocation {
    /// Prints the text that `make` returns, or `{"error":{"code":…}}` when its data is refused.
    func printingData(_ make: () async throws -> String) async throws -> ExitCode {
        let failure: DataFailure
        do {
            await io.output.writeLine(try await make())
            return .success
        } catch let error as DataFailure {
            failure = error
        } catch let error as WireError {
            failure = DataFailure(error)
        } catch let error as InputError {
            failure = DataFailure(error)
        }
        await io.output.writeLine(failure.document.text())
        return .failed
    }
}
