internal import AgentPrimitives
internal import COpenSSL
import Testing

@testable internal import AgentNetwork

struct TLSCertificateTests {
    @Test func `Everything it says is read`() throws {
        let authority = try TestCertificate.authority("Wurzel, die erste")
        let names = "DNS:a.example,DNS:*.b.example,IP:192.0.2.7,IP:2001:db8::1,URI:spiffe://example/x,email:a@b.example"
        let issued = try authority.issue(names: names, subject: "Zoë", expiresIn: 86_400 * 3)
        let certificate = TLSCertificate(issued.certificate)
        #expect(certificate.subject == "CN=Zoë")
        #expect(certificate.issuer == "CN=Wurzel\\, die erste")
        #expect(certificate.dnsNames == ["a.example", "*.b.example"])
        #expect(certificate.ipAddresses == ["192.0.2.7", "2001:db8::1"])
        #expect(certificate.uris == ["spiffe://example/x"])
        #expect(certificate.emailAddresses == ["a@b.example"])
        #expect(abs(certificate.validUntil - Int(time(nil)) - 86_400 * 3) < 600)
        var count: Int32 = 0
        var der: UnsafeMutablePointer<UInt8>?
        count = i2d_X509(issued.certificate, &der)
        let bytes = UnsafeBufferPointer(start: der, count: Int(count))
        #expect(certificate.fingerprint == SHA256Digest(of: bytes))
        CRYPTO_free(der, "", 0)
        withExtendedLifetime(issued) {}
    }

    @Test func `Names are optional`() throws {
        let root = try TestCertificate.authority("Root")
        let certificate = withExtendedLifetime(root) { TLSCertificate(root.certificate) }
        #expect(certificate.subject == certificate.issuer)
        #expect(certificate.dnsNames.isEmpty && certificate.ipAddresses.isEmpty && certificate.uris.isEmpty)
    }
}
