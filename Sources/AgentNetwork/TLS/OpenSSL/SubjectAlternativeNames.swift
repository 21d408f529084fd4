internal import COpenSSL

/// The subject's alternative names of a certificate, by kind (RFC 5280 section 4.2.1.6); other kinds are left out.
struct SubjectAlternativeNames {
    private(set) var dnsNames: [String] = []
    private(set) var ipAddresses: [String] = []
    private(set) var uris: [String] = []
    private(set) var emailAddresses: [String] = []

    init(of certificate: OpaquePointer) {
        guard let names = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return }
        let stack = OpaquePointer(names)
        defer { OPENSSL_sk_pop_free(stack) { GENERAL_NAME_free($0?.assumingMemoryBound(to: GENERAL_NAME.self)) } }
        for index in 0..<max(0, OPENSSL_sk_num(stack)) {
            guard let name = OPENSSL_sk_value(stack, index) else { continue }
            add(name.assumingMemoryBound(to: GENERAL_NAME.self))
        }
    }

    private mutating func add(_ name: UnsafePointer<GENERAL_NAME>) {
        var kind: Int32 = 0
        guard let value = GENERAL_NAME_get0_value(name, &kind) else { return }
        switch kind {
        case GEN_DNS: dnsNames.append(Self.text(of: value))
        case GEN_URI: uris.append(Self.text(of: value))
        case GEN_EMAIL: emailAddresses.append(Self.text(of: value))
        case GEN_IPADD: if let address = Self.address(Self.bytes(of: value)) { ipAddresses.append(address) }
        default: break
        }
    }

    private static func bytes(of string: UnsafeMutableRawPointer) -> UnsafeBufferPointer<UInt8> {
        let string = string.assumingMemoryBound(to: ASN1_STRING.self)
        return UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(max(0, ASN1_STRING_length(string))))
    }

    private static func text(of string: UnsafeMutableRawPointer) -> String {
        String(decoding: bytes(of: string), as: UTF8.self)
    }

    private static func address(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        switch bytes.count {
        case 4:
            return bytes.map { "\($0)" }.joined(separator: ".")
        case 16:
            let groups = stride(from: 0, to: 16, by: 2).map { index in
                String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
            }
            // Through the system, which knows how to shorten it.
            return SocketAddress(groups.joined(separator: ":"), port: 0)?.host
        default:
            return nil
        }
    }
}
