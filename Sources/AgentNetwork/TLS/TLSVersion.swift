internal import COpenSSL

/// A version of the TLS protocol; older ones are broken and never agreed on.
public enum TLSVersion: Sendable, Hashable {
    /// TLS 1.2 (RFC 5246).
    case v1_2
    /// TLS 1.3 (RFC 8446).
    case v1_3

    var number: Int32 { self == .v1_2 ? TLS1_2_VERSION : TLS1_3_VERSION }

    static func range(from lowest: TLSVersion, to highest: TLSVersion) throws(NetworkError) -> ClosedRange<TLSVersion> {
        guard lowest <= highest else {
            throw NetworkError(
                .tlsFailed, "the oldest TLS version that is accepted is newer than the newest; swap them")
        }
        return lowest...highest
    }
}

extension TLSVersion: Comparable {
    /// Whether the first version is the older one.
    public static func < (left: TLSVersion, right: TLSVersion) -> Bool {
        left.number < right.number
    }
}
