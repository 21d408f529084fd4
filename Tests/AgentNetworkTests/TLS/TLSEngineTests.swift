internal import COpenSSL
import Testing

@testable internal import AgentNetwork

/// The engine against OpenSSL's own server side, in memory and without a socket.
struct TLSEngineTests {
    /// The other side; its encrypted bytes go through two memory buffers.
    private final class Server {
        private let context: OpaquePointer
        private let session: OpaquePointer
        private let input: OpaquePointer
        private let output: OpaquePointer

        init(_ certificate: TestCertificate) throws {
            context = try #require(SSL_CTX_new(TLS_server_method()))
            session = try #require(SSL_new(context))
            input = try #require(BIO_new(BIO_s_mem()))
            output = try #require(BIO_new(BIO_s_mem()))
            SSL_use_certificate(session, certificate.certificate)
            SSL_use_PrivateKey(session, certificate.key)
            SSL_set_bio(session, input, output)
            SSL_set_accept_state(session)
        }

        deinit {
            SSL_free(session)
            SSL_CTX_free(context)
        }

        func feed(_ bytes: [UInt8]) { BIO_write(input, bytes, Int32(bytes.count)) }
        func handshake() { SSL_do_handshake(session) }
        func write(_ text: String) { SSL_write(session, text, Int32(text.utf8.count)) }
        func finish() { SSL_shutdown(session) }

        func takeOutput() -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(output))
            BIO_read(output, &bytes, Int32(bytes.count))
            return bytes
        }

        func read() -> String {
            var bytes = [UInt8](repeating: 0, count: 1000)
            let count = SSL_read(session, &bytes, Int32(bytes.count))
            return String(decoding: bytes.prefix(Int(max(0, count))), as: UTF8.self)
        }
    }

    @Test(arguments: [1, 7, 100_000])
    func `Bytes may arrive in pieces of any size`(pieceSize: Int) throws {
        let authority = try TestCertificate.authority()
        var options = TLSOptions()
        options.roots = .pem(authority.pem)
        let server = try Server(authority.issue(names: "DNS:host.example"))
        var client = try TLSEngine(
            clientOf: Endpoint(host: "host.example", port: 443), context: TLSContext(options: options))

        var isDone = false
        for _ in 0..<10 where !isDone {
            isDone = try client.handshake()
            server.feed(client.takeOutput())
            server.handshake()
            try deliver(server.takeOutput(), to: &client, pieceSize) { client throws(NetworkError) in
                if !isDone { isDone = try client.handshake() }
            }
        }
        #expect(isDone)
        server.feed(client.takeOutput())
        server.handshake()

        let written = try client.write(Array("question".utf8)[...])
        #expect(written == 8)
        server.feed(client.takeOutput())
        #expect(server.read() == "question")

        server.write("answer")
        server.finish()
        var answer: [UInt8] = []
        var isClosed = false
        try deliver(server.takeOutput(), to: &client, pieceSize) { client throws(NetworkError) in
            while !isClosed {
                switch try client.read(max: 4) {
                case .plaintext(let bytes): answer += bytes
                case .closed: isClosed = true
                case .needsInput: return
                }
            }
        }
        #expect(String(decoding: answer, as: UTF8.self) == "answer")
        #expect(isClosed)
        let holdsPartialRecord = client.holdsPartialRecord
        #expect(!holdsPartialRecord)
    }

    private func deliver(
        _ bytes: [UInt8],
        to client: inout TLSEngine,
        _ pieceSize: Int,
        _ step: (inout TLSEngine) throws(NetworkError) -> Void
    ) throws(NetworkError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            client.feed(Array(rest.prefix(pieceSize)))
            rest = rest.dropFirst(pieceSize)
            try step(&client)
        }
    }
}
