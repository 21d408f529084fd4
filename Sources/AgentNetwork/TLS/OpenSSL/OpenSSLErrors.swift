internal import COpenSSL

/// OpenSSL's error queue, which belongs to the thread: to be emptied before a call and read right after it.
enum OpenSSLErrors {
    struct Report {
        /// The queued errors in OpenSSL's words, oldest first.
        let text: String
        /// The reason of the oldest one, such as `SSL_R_HTTP_REQUEST`.
        let reason: Int32
        /// The `errno` of the oldest one, where the system reported it.
        let errno: Int32?
    }

    static func clear() {
        ERR_clear_error()
    }

    /// Takes the queued errors; nil when there are none.
    static func take() -> Report? {
        let first = ERR_peek_error()
        guard first != 0 else { return nil }
        var texts: [String] = []
        while texts.count < 8, case let code = ERR_get_error(), code != 0 { texts.append(describe(code)) }
        ERR_clear_error()
        // An error of the system has the highest bit of an `int` set, and its number where others have library and reason.
        let isSystem = first & 0x8000_0000 != 0
        return Report(
            text: texts.joined(separator: "; "),
            reason: Int32(truncatingIfNeeded: first & 0x7F_FFFF),
            errno: isSystem ? Int32(truncatingIfNeeded: first & 0x7FFF_FFFF) : nil
        )
    }

    private static func describe(_ code: UInt) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return "error \(code)" }
            ERR_error_string_n(code, start, buffer.count)
            return String(cString: start)
        }
    }
}
