internal import COpenSSL

/// OpenSSL's error queue, which belongs to the thread: to be emptied before a call and read right after it.
enum OpenSSLErrors {
    static func clear() {
        ERR_clear_error()
    }

    /// Takes the queued errors, oldest first; nil when there are none.
    static func take() -> (text: String, reason: Int32)? {
        var texts: [String] = []
        var firstReason: Int32 = 0
        while texts.count < 8 {
            let code = ERR_get_error()
            guard code != 0 else { break }
            if texts.isEmpty { firstReason = Int32(truncatingIfNeeded: code & 0x7F_FFFF) }
            texts.append(describe(code))
        }
        ERR_clear_error()
        return texts.isEmpty ? nil : (texts.joined(separator: "; "), firstReason)
    }

    private static func describe(_ code: UInt) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return "error \(code)" }
            ERR_error_string_n(code, start, buffer.count)
            return String(cString: start)
        }
    }
}
