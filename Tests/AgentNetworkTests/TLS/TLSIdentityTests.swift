internal import Foundation
import Testing

@testable internal import AgentNetwork

struct TLSIdentityTests {
    private let authority: TestCertificate
    private let certificate: TestCertificate

    init() throws {
        authority = try TestCertificate.authority()
        certificate = try authority.issue(names: "DNS:a.example")
    }

    /// The error of an identity that cannot be.
    private func refusal(_ chain: [UInt8], _ key: [UInt8]) async -> String {
        let error = await expectError(.tlsFailed) { try TLSIdentity(certificateChain: chain, privateKey: key) }
        #expect(OpenSSLErrors.take() == nil)
        return error?.message ?? ""
    }

    @Test func `Chain and key may be one text, in any order`() throws {
        let both = certificate.keyPEM + certificate.pem + authority.pem
        let identity = try TLSIdentity(certificateChain: both, privateKey: both)
        #expect(identity.certificate.subject == "CN=server")
        #expect(identity.chain.certificates.count == 2)
        #expect("\(identity)" == "TLSIdentity(CN=server)")
        var dumped = ""
        dump(identity, to: &dumped)
        #expect(dumped.contains("CN=server"))
        #expect(!dumped.contains("PrivateKey"))
    }

    @Test func `What is wrong is said, and what was found`() async throws {
        let pem = certificate.pem
        let key = certificate.keyPEM
        var message = await refusal([], key)
        #expect(message.contains("certificate chain") && message.contains("found nothing"))
        message = await refusal(Array("hello".utf8), key)
        #expect(message.contains("found no PEM block"))
        message = await refusal(key, key)
        #expect(message.contains("found PRIVATE KEY"))
        message = await refusal(Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8), key)
        #expect(message.contains("certificate 1 cannot be read"))
        message = await refusal(pem + pem.dropLast(100), key)
        #expect(message.contains("certificate 2 cannot be read"))
        message = await refusal(pem, [])
        #expect(message.contains("private key") && message.contains("found nothing"))
        message = await refusal(pem, pem)
        #expect(message.contains("found CERTIFICATE"))
        message = await refusal(pem, Array("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n".utf8))
        #expect(message.contains("cannot be read"))
        message = await refusal(pem, certificate.encryptedKeyPEM)
        #expect(message.contains("encrypted"))
        message = await refusal(pem, certificate.oldEncryptedKeyPEM)
        #expect(message.contains("encrypted"))
        message = await refusal(pem, authority.keyPEM)
        #expect(message.contains("another one"))
        message = await refusal(authority.pem + pem, key)
        #expect(message.contains("certificate 2 of the chain"))
    }

    @Test func `Keys never show in what is said`() async throws {
        let secret = String(decoding: certificate.keyPEM, as: UTF8.self).split(separator: "\n")[1]
        let message = await refusal(authority.pem, certificate.keyPEM)
        #expect(!message.contains(secret))
    }

    @Test func `Files are read, and those that are not there are told`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-identity-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let chainFile = folder.appending(path: "chain.pem")
        let keyFile = folder.appending(path: "key.pem")
        try Data(certificate.pem + authority.pem).write(to: chainFile)
        try Data(certificate.keyPEM).write(to: keyFile)
        let identity = try await TLSIdentity.load(
            certificateChainFile: chainFile.path, privateKeyFile: keyFile.path)
        #expect(identity.certificate.dnsNames == ["a.example"])
        #expect(identity.chain.certificates.count == 2)

        let missing = folder.appending(path: "missing.pem").path
        let error = await expectError(.system) {
            try await TLSIdentity.load(certificateChainFile: chainFile.path, privateKeyFile: missing)
        }
        #expect(error?.message.contains(missing) == true)
        #expect(error?.underlying == .system(errno: ENOENT))
        await expectError(.system) {
            try await TLSIdentity.load(certificateChainFile: folder.path, privateKeyFile: keyFile.path)
        }
        try Data(repeating: 10, count: 2 << 20).write(to: keyFile)
        await expectError(.limitExceeded) {
            try await TLSIdentity.load(certificateChainFile: chainFile.path, privateKeyFile: keyFile.path)
        }
    }
}
