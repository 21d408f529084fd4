internal import AgentPrimitives

extension EventLogContract {
    /// Rules on `store` and `blob`.
    static let storing = [
        EventLogContract("a blob is found under the SHA-256 digest of its bytes") { probe in
            for bytes in [[], [0], Array("text".utf8), [UInt8](repeating: 0xFF, count: 3 << 20)] as [[UInt8]] {
                let digest = try await probe.log.store(blob: bytes)
                try probe.expect(digest, is: SHA256Digest(of: bytes), "the digest of \(bytes.count) bytes")
                let again = try await probe.log.store(blob: bytes)
                try probe.expect(again, is: digest, "the digest of the same bytes")
                let found = try await probe.log.blob(digest)
                try probe.expect(found == bytes, "expected the \(bytes.count) stored bytes, found others or none")
            }
        },
        EventLogContract("a digest that nobody stored gives no bytes") { probe in
            try probe.expect(try await probe.log.blob(.zero) == nil, "expected no bytes, found some")
        },
        EventLogContract("blobs and events do not depend on each other") { probe in
            let drafts = try probe.drafts(1)
            _ = try await probe.log.store(blob: drafts[0].payload)
            let events = try await probe.append(drafts, to: probe.session, after: .empty)
            try probe.expect(try await probe.events(of: probe.session), is: events, "the events")
        },
    ]
}
