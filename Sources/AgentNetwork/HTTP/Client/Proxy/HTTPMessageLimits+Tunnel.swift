extension HTTPMessageLimits {
    /// For the answer to a request for a tunnel, which has a status and little else.
    static var tunnel: HTTPMessageLimits {
        var limits = HTTPMessageLimits()
        limits.maxHeadBytes = 16 * 1024
        limits.maxHeaderCount = 64
        return limits
    }
}
