internal import AgentPrimitives

/// What a call to Amazon Web Services is authorized with, out of one secret text.
///
/// | secret | meaning |
/// |---|---|
/// | a text without a colon | a bearer key |
/// | `ACCESS_KEY:SECRET_KEY` | signs each call |
/// | `ACCESS_KEY:SECRET_KEY:SESSION_TOKEN` | the same, for a time |
enum AWSCredential: Sendable {
    case bearer(Secret)
    case keys(AWSKeys)

    /// - Throws: `authentication` for a text with colons that is no pair of keys; the text is not repeated.
    init(_ secret: Secret) throws(ModelError) {
        let text = secret.reveal()
        guard text.utf8.contains(UInt8(ascii: ":")) else {
            self = .bearer(secret)
            return
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Secret(String($0)) }
        guard parts.count <= 3, parts.allSatisfy({ !$0.reveal().isEmpty }) else {
            throw ModelError(
                .authentication,
                "expected a bearer key, or ACCESS_KEY:SECRET_KEY with an optional :SESSION_TOKEN, found "
                    + "\(parts.count) parts, of which some are empty or too many; check the model's api_key")
        }
        self = .keys(
            AWSKeys(accessKey: parts[0].reveal(), secretKey: parts[1], sessionToken: parts.count == 3 ? parts[2] : nil))
    }
}

/// A pair of keys that signs calls to Amazon Web Services.
struct AWSKeys: Sendable {
    /// Names the pair; it is sent openly.
    var accessKey: String
    var secretKey: Secret
    /// Goes with keys that are valid for a time only.
    var sessionToken: Secret?
}
