/// The certificate authorities that are trusted.
public struct TLSRoots: Sendable, Hashable {
    let includesSystem: Bool
    let pem: [UInt8]

    /// Those of OpenSSL's default locations; `SSL_CERT_FILE` and `SSL_CERT_DIR` override them.
    public static let system = TLSRoots(includesSystem: true, pem: [])

    /// Only the certificates in a PEM text.
    public static func pem(_ text: [UInt8]) -> TLSRoots {
        TLSRoots(includesSystem: false, pem: text)
    }

    /// The system's and those in a PEM text.
    public static func system(and pem: [UInt8]) -> TLSRoots {
        TLSRoots(includesSystem: true, pem: pem)
    }
}
