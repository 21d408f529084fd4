internal import AgentPrimitives
internal import Synchronization
internal import Testing

@testable internal import AgentWire

@Suite struct FrameAuthenticatorTests {
    private final class Clock: Sendable {
        private let instant = Mutex(ContinuousClock.now)

        var now: ContinuousClock.Instant { instant.withLock { $0 } }

        func advance(by duration: Duration) {
            instant.withLock { $0 += duration }
        }
    }

    private func signer() throws -> FrameSigner {
        FrameSigner(
            keyring: try FrameKeyring(current: FrameKey(id: "k1", secret: Secret("secret"))),
            random: SeededRandomSource(seed: 3))
    }

    @Test func copiesAreRefused() throws {
        let signer = try signer()
        let clock = Clock()
        let authenticator = FrameAuthenticator(signer: signer) { clock.now }
        let document = try signer.sign(.sample).encodedJSON()
        try authenticator.authenticate(document)
        let error = failure { () throws(WireError) in try authenticator.authenticate(document) }
        #expect(error?.code == .replayDetected)
        try authenticator.authenticate(signer.sign(.sample).encodedJSON())
        clock.advance(by: .seconds(60))
        try authenticator.authenticate(document)
    }

    @Test func forgeriesTakeNoRoom() throws {
        let signer = try signer()
        let clock = Clock()
        var limits = NonceWindow.Limits()
        limits.capacity = 1
        let authenticator = FrameAuthenticator(signer: signer, limits: limits) { clock.now }
        let document = try signer.sign(.sample).encodedJSON()
        for number in 0..<10 {
            var forged = document
            forged["nonce"] = .string("\(number)")
            let error = failure { () throws(WireError) in try authenticator.authenticate(forged) }
            #expect(error?.code == .signatureMismatch)
        }
        try authenticator.authenticate(document)
        let another = try signer.sign(.sample).encodedJSON()
        #expect(failure { () throws(WireError) in try authenticator.authenticate(another) }?.code == .queueFull)
        clock.advance(by: .seconds(60))
        try authenticator.authenticate(another)
    }
}
