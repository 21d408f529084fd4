import Testing

@testable internal import AgentNetwork

/// Runs `body` and checks that it fails with a ``NetworkError`` of the given code, which is returned.
@discardableResult
func expectError<Value>(
    _ code: NetworkError.Code,
    phase: NetworkError.Phase? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Value
) async -> NetworkError? {
    do {
        _ = try await body()
        Issue.record("expected \(code), nothing was thrown", sourceLocation: sourceLocation)
    } catch let error as NetworkError {
        #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
        if let phase { #expect(error.phase == phase, "\(error)", sourceLocation: sourceLocation) }
        return error
    } catch {
        Issue.record("expected \(code), found \(error)", sourceLocation: sourceLocation)
    }
    return nil
}

extension PollingMechanism {
    static let all: [PollingMechanism] = [.automatic, .portable]
}

/// Runs `body` with a group of its own and shuts it down.
func withGroup<Value>(
    _ polling: PollingMechanism = .automatic,
    loopCount: Int = 1,
    _ body: (EventLoopGroup) async throws -> Value
) async throws -> Value {
    let group = try EventLoopGroup(loopCount: loopCount, polling: polling)
    do {
        let value = try await body(group)
        await group.shutdown()
        return value
    } catch {
        await group.shutdown()
        throw error
    }
}
