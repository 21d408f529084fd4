/// The layouts of MXP payloads.
///
/// MXP has two families that nothing on the wire tells apart: the specification's ``Binary`` layouts, and the ``JSON``
/// documents that the reference SDK and its registry really send. A caller names the one it wants; nothing is guessed.
public enum MXPPayload: Sendable {
    /// The layouts of the specification: little-endian integers, texts with a 16-bit length (SPEC 1.0.0-draft).
    public enum Binary: Sendable {}

    /// The documents of the reference SDK (mxp-agents 0.2), and this SDK's additions to them.
    ///
    /// Unknown fields are ignored, and `null` counts as absent.
    public enum JSON: Sendable {}
}
