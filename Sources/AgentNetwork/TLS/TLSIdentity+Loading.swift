internal import COpenSSL

extension TLSIdentity {
    /// Reads an identity from PEM files, on a thread that may block.
    ///
    /// - Parameters:
    ///   - certificateChainFile: See ``init(certificateChain:privateKey:)``; `fullchain.pem` of an ACME client.
    ///   - privateKeyFile: The key; it may be the same file.
    /// - Throws: `system` when a file cannot be read, `limitExceeded` when one is larger than 1 MiB, and what
    ///   ``init(certificateChain:privateKey:)`` throws.
    public static func load(
        certificateChainFile: String,
        privateKeyFile: String
    ) async throws(NetworkError) -> TLSIdentity {
        let loaded = OneShot<TLSIdentity>()
        try workers.submit {
            do throws(NetworkError) {
                loaded.resolve(.success(try read(certificateChainFile, privateKeyFile)))
            } catch {
                loaded.resolve(.failure(error))
            }
        }
        return try await loaded.value(on: EventLoopGroup.resolve(nil).next(), limit: nil)
    }

    private static let workers = BlockingWorkers(name: "tls-files", maxThreads: 1, maxPending: 1024)
    private static let maxFileSize = 1 << 20

    private static func read(_ chainFile: String, _ keyFile: String) throws(NetworkError) -> TLSIdentity {
        let chain = try contents(of: chainFile)
        var key = try contents(of: keyFile)
        // A copy of the key in freed memory could turn up anywhere.
        defer { key.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
        return try TLSIdentity(certificateChain: chain, privateKey: key)
    }

    private static func contents(of path: String) throws(NetworkError) -> [UInt8] {
        OpenSSLErrors.clear()
        guard let file = BIO_new_file(path, "r") else { throw unreadable(path) }
        defer { BIO_free(file) }
        var count: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: maxFileSize + 1) { buffer, initialized in
            repeat {
                guard let start = buffer.baseAddress else { return }
                count = BIO_read(file, start + initialized, Int32(buffer.count - initialized))
                initialized += Int(max(0, count))
            } while count > 0 && initialized < buffer.count
        }
        guard count >= 0 else { throw unreadable(path) }
        guard bytes.count <= maxFileSize else {
            throw NetworkError(
                .limitExceeded, "expected a PEM file of at most \(maxFileSize) bytes, found more in '\(path)'")
        }
        return bytes
    }

    private static func unreadable(_ path: String) -> NetworkError {
        let report = OpenSSLErrors.take()
        return NetworkError(
            .system,
            "could not read '\(path)': \(report?.errno.map(SystemErrorText.describe) ?? "no PEM file"); check the path",
            underlying: report?.errno.map { .system(errno: $0) } ?? report.map { .tls($0.text) })
    }
}
