public import AgentPrimitives
internal import COpenSSL

/// What a certificate says: for whom it is and until when.
public struct TLSCertificate: Sendable, Hashable {
    /// The subject's distinguished name, such as `CN=client 7,O=Example` (RFC 4514).
    public let subject: String
    /// The issuer's distinguished name.
    public let issuer: String
    /// The DNS names among the subject's alternative names, wildcards such as `*.example.com` included.
    public let dnsNames: [String]
    /// The IP addresses among them, without brackets.
    public let ipAddresses: [String]
    /// The URIs among them, such as SPIFFE ids.
    public let uris: [String]
    /// The mail addresses among them.
    public let emailAddresses: [String]
    /// The end of its validity, in seconds since 1970-01-01 UTC.
    public let validUntil: Int
    /// The SHA-256 digest of the certificate in DER form, by which it can be recognised.
    public let fingerprint: SHA256Digest

    /// Reads an `X509`, which stays the caller's.
    init(_ certificate: OpaquePointer) {
        let names = SubjectAlternativeNames(of: certificate)
        subject = Self.text(of: X509_get_subject_name(certificate))
        issuer = Self.text(of: X509_get_issuer_name(certificate))
        dnsNames = names.dnsNames
        ipAddresses = names.ipAddresses
        uris = names.uris
        emailAddresses = names.emailAddresses
        validUntil = Self.seconds(of: X509_get0_notAfter(certificate))
        fingerprint = Self.fingerprint(of: certificate)
    }

    private static func text(of name: OpaquePointer?) -> String {
        guard let name, let buffer = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(buffer) }
        guard agent_x509_name_print(buffer, name) >= 0 else { return "" }
        let count = BIO_ctrl_pending(buffer)
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
            initialized = count == 0 ? 0 : Int(max(0, BIO_read(buffer, bytes.baseAddress, Int32(clamping: count))))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func seconds(of time: UnsafePointer<ASN1_TIME>?) -> Int {
        guard let start = ASN1_TIME_set(nil, 0) else { return 0 }
        defer { ASN1_STRING_free(start) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard ASN1_TIME_diff(&days, &seconds, start, time) == 1 else { return 0 }
        return Int(days) * 86_400 + Int(seconds)
    }

    private static func fingerprint(of certificate: OpaquePointer) -> SHA256Digest {
        var length: UInt32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, initialized in
            guard X509_digest(certificate, EVP_sha256(), buffer.baseAddress, &length) == 1 else { return }
            initialized = Int(length)
        }
        return SHA256Digest(bytes: bytes) ?? .zero
    }
}
