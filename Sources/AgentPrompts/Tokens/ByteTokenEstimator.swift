/// Estimates tokens by the length of the UTF-8 text.
///
/// Four bytes a token is close for English text and for code; take fewer where a model's tokens are shorter.
public struct ByteTokenEstimator: TokenEstimator {
    /// UTF-8 bytes that make up one token.
    public let bytesPerToken: Int
    /// Tokens that each message and each tool takes beside its texts.
    public let tokensPerItem: Int

    /// Sets the two rates.
    ///
    /// - Precondition: a token has at least one byte, and an item at least no token.
    public init(bytesPerToken: Int = 4, tokensPerItem: Int = 4) {
        precondition(
            bytesPerToken >= 1 && tokensPerItem >= 0, "A token has at least 1 byte, an item at least 0 tokens.")
        self.bytesPerToken = bytesPerToken
        self.tokensPerItem = tokensPerItem
    }

    /// The bytes divided by ``bytesPerToken``, rounded up; at least 1.
    public func tokens(in text: String) -> Int {
        let bytes = text.utf8.count
        return max(1, bytes / bytesPerToken + (bytes.isMultiple(of: bytesPerToken) ? 0 : 1))
    }
}
