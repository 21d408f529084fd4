public import AgentPrimitives
internal import Synchronization

/// Lets a received frame in when its signature is valid and it is no copy of an earlier one.
///
/// A frame copied after ``NonceWindow/Limits/timeToLive`` is not recognised by its nonce any more; receivers also drop
/// messages whose number in the stream is not new.
public final class FrameAuthenticator: Sendable {
    private let signer: FrameSigner
    private let window: Mutex<NonceWindow>
    private let now: @Sendable () -> ContinuousClock.Instant

    /// Makes an authenticator; `now` is its clock.
    public init(
        signer: FrameSigner, limits: NonceWindow.Limits = NonceWindow.Limits(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.signer = signer
        window = Mutex(NonceWindow(limits: limits))
        self.now = now
    }

    /// Checks a document as it was received; call it once per frame, before anything in it is believed.
    ///
    /// - Throws: What ``FrameSigner/verify(_:)`` throws, `replayDetected`, or `queueFull` while too many nonces are
    ///   remembered to tell copies apart.
    public func authenticate(_ document: JSONObject) throws(WireError) {
        // Only what a key holder signed may take room in the window.
        let verified = try signer.verify(document)
        let admission = window.withLock { window in
            // The clock is read under the lock: instants must not go back from one call to the next.
            window.admit(verified.nonce, keyID: verified.keyID, at: now())
        }
        switch admission {
        case .fresh:
            return
        case .replayed:
            throw WireError(
                .replayDetected, "expected a new nonce, found one that was used before; drop the copy",
                context: .key(verified.keyID))
        case .full:
            throw WireError(
                .queueFull, "expected room to remember a nonce, found none; send again later or raise the capacity",
                context: .key(verified.keyID))
        }
    }
}
