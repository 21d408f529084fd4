internal import COpenSSL

/// A certificate and its key, made when the test runs.
// Safe: nothing changes the two objects after `init`, and OpenSSL counts references to them atomically.
final class TestCertificate: @unchecked Sendable {
    let certificate: OpaquePointer
    let key: OpaquePointer

    struct Failure: Error {}

    enum KeyKind { case p256, rsa }

    /// A self-signed authority.
    static func authority(_ name: String = "Test Root") throws -> TestCertificate {
        try TestCertificate(name: name, issuer: nil, extensions: [(NID_basic_constraints, "critical,CA:TRUE")])
    }

    /// An authority between this one and others.
    func intermediate(_ name: String = "Test Intermediate") throws -> TestCertificate {
        try TestCertificate(name: name, issuer: self, extensions: [(NID_basic_constraints, "critical,CA:TRUE")])
    }

    /// A server's certificate, or a client's.
    ///
    /// - Parameters:
    ///   - names: Subject alternative names in OpenSSL's notation, such as `DNS:localhost,IP:127.0.0.1`; empty for none.
    ///   - expiresIn: Seconds from now; negative for one that has expired.
    ///   - usage: What the certificate is good for, such as `clientAuth`; nil for everything.
    func issue(
        names: String,
        subject: String = "server",
        expiresIn: Int = 3600,
        usage: String? = nil,
        keyKind: KeyKind = .p256
    ) throws -> TestCertificate {
        var extensions: [(Int32, String)] = []
        if !names.isEmpty { extensions.append((NID_subject_alt_name, names)) }
        if let usage { extensions.append((NID_ext_key_usage, usage)) }
        return try TestCertificate(
            name: subject, issuer: self, expiresIn: expiresIn, keyKind: keyKind, extensions: extensions)
    }

    private init(
        name: String,
        issuer: TestCertificate?,
        expiresIn: Int = 3600,
        keyKind: KeyKind = .p256,
        extensions: [(Int32, String)]
    ) throws {
        let newKey = keyKind == .p256 ? agent_pkey_generate_p256() : agent_pkey_generate_rsa(2048)
        guard let key = newKey, let certificate = X509_new() else { throw Failure() }
        self.key = key
        self.certificate = certificate
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), Int.random(in: 1...1_000_000_000))
        X509_gmtime_adj(X509_getm_notBefore(certificate), min(0, expiresIn) - 3600)
        X509_gmtime_adj(X509_getm_notAfter(certificate), expiresIn)
        X509_set_pubkey(certificate, key)
        let subject = X509_get_subject_name(certificate)
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, name, -1, -1, 0)
        X509_set_issuer_name(certificate, issuer.map { X509_get_subject_name($0.certificate) } ?? subject)
        for (kind, value) in extensions {
            guard let item = X509V3_EXT_conf_nid(nil, nil, kind, value) else { throw Failure() }
            X509_add_ext(certificate, item, -1)
            X509_EXTENSION_free(item)
        }
        guard X509_sign(certificate, issuer?.key ?? key, EVP_sha256()) > 0 else { throw Failure() }
    }

    deinit {
        X509_free(certificate)
        EVP_PKEY_free(key)
    }

    /// The certificate as PEM text.
    var pem: [UInt8] { Self.text { PEM_write_bio_X509($0, certificate) } }

    /// The key as PEM text.
    var keyPEM: [UInt8] { Self.text { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) } }

    /// The key as PEM text, encrypted in today's form (PKCS #8).
    var encryptedKeyPEM: [UInt8] {
        Self.text { PEM_write_bio_PKCS8PrivateKey($0, key, EVP_aes_256_cbc(), "secret", 6, nil, nil) }
    }

    /// The key as PEM text, encrypted in OpenSSL's old form.
    var oldEncryptedKeyPEM: [UInt8] {
        Self.text {
            PEM_write_bio_PrivateKey_traditional($0, key, EVP_aes_256_cbc(), Array("secret".utf8), 6, nil, nil)
        }
    }

    private static func text(_ write: (OpaquePointer?) -> Int32) -> [UInt8] {
        let buffer = BIO_new(BIO_s_mem())
        defer { BIO_free(buffer) }
        _ = write(buffer)
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(buffer))
        BIO_read(buffer, &bytes, Int32(bytes.count))
        return bytes
    }
}
