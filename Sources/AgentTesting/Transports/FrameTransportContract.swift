public import AgentWire

/// One rule that every `FrameTransport` keeps, as a check to run on an implementation of your own.
///
/// Nothing here depends on a test library: a broken rule is thrown as a ``ContractViolation``, and one that keeps a task
/// waiting for ever is for the test's time limit to end. With Swift Testing:
///
/// ```swift
/// @Test(.timeLimit(.minutes(1)), arguments: FrameTransportContract<MXPMessage>.connection)
/// func keepsTheContract(_ rule: FrameTransportContract<MXPMessage>) async throws {
///     try await rule.check(MyTransport.pair(), samples: .mxp())
/// }
/// ```
public struct FrameTransportContract<Frame: Sendable>: Sendable, CustomStringConvertible {
    /// The rule in one sentence.
    public let description: String
    private let body: @Sendable (FrameTransportProbe<Frame>) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (FrameTransportProbe<Frame>) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Checks the rule on the two ends of a new connection, and closes both.
    ///
    /// - Throws: ``ContractViolation`` when the rule is broken, or what a transport threw.
    public func check(
        _ ends: (any FrameTransport<Frame>, any FrameTransport<Frame>), samples: FrameSamples<Frame>
    ) async throws {
        defer {
            ends.0.close()
            ends.1.close()
        }
        try await body(FrameTransportProbe(left: ends.0, right: ends.1, samples: samples, rule: description))
    }

    /// The rules for transports that lose nothing and tell the other end of a close.
    public static var connection: [FrameTransportContract] { datagram + ordering + closing + cancelledSending }

    /// The rules that also hold where frames are datagrams: those may be lost when many are under way, which they are not
    /// here.
    public static var datagram: [FrameTransportContract] { delivering + ending + cancelling }
}
