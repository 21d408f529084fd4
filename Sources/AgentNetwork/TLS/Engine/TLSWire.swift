internal import COpenSSL

/// The wire as OpenSSL sees it: encrypted bytes from the peer that it may take, and those for the peer that it has made.
///
/// OpenSSL's own memory buffers would copy everything once more and keep the size of the largest message for the life of a
/// connection; this one lends the caller's bytes out for the time of a call and gives its output away as a whole.
struct TLSWire {
    /// The caller's bytes that are not taken yet; valid during one call of the engine only.
    private var lent = UnsafeRawBufferPointer(start: nil, count: 0)
    /// What earlier calls left untaken; comes before `lent`.
    private var kept: ArraySlice<UInt8> = []
    /// What has to be sent.
    private(set) var output: [UInt8] = []

    /// Bytes that OpenSSL has not taken yet.
    var unreadCount: Int { kept.count + lent.count }

    /// Lends bytes until `keepRest`.
    mutating func lend(_ bytes: UnsafeRawBufferPointer) {
        lent = bytes
    }

    /// Ends the loan: copies what was not taken.
    mutating func keepRest() {
        if !lent.isEmpty { kept = kept.isEmpty ? ArraySlice(lent) : kept + lent }
        lent = UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Makes room for output in one piece.
    mutating func reserveOutput(_ count: Int) {
        output.reserveCapacity(output.count + count)
    }

    mutating func takeOutput() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &output)
        return taken
    }

    private mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if kept.isEmpty {
            let count = min(buffer.count, lent.count)
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: lent.prefix(count)))
            lent = UnsafeRawBufferPointer(rebasing: lent.dropFirst(count))
            return count
        }
        let count = min(buffer.count, kept.count)
        kept.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
        // Emptied, it gives its memory back: an idle connection should not keep it.
        kept = count == kept.count ? [] : kept.dropFirst(count)
        return count
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) {
        output.append(contentsOf: bytes)
    }
}

extension TLSWire {
    /// A BIO that reads and writes the wire at `wire`, which has to outlive it; nil when memory is exhausted.
    static func makeBIO(over wire: UnsafeMutablePointer<TLSWire>) -> OpaquePointer? {
        guard let method, let bio = BIO_new(method) else { return nil }
        BIO_set_data(bio, wire)
        BIO_set_init(bio, 1)
        return bio
    }

    // Safe: written once, then only read.
    private nonisolated(unsafe) static let method: OpaquePointer? = {
        guard let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "agent wire") else { return nil }
        BIO_meth_set_read(method) { bio, buffer, capacity in
            agent_bio_clear_retry(bio)
            guard let wire = wire(of: bio), let buffer, capacity > 0 else { return -1 }
            let count = wire.pointee.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(capacity)))
            if count == 0 { agent_bio_retry_read(bio) }
            return count == 0 ? -1 : Int32(count)
        }
        BIO_meth_set_write(method) { bio, bytes, count in
            agent_bio_clear_retry(bio)
            guard let wire = wire(of: bio), let bytes, count > 0 else { return -1 }
            wire.pointee.write(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
            return count
        }
        BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return method
    }()

    private static func wire(of bio: OpaquePointer?) -> UnsafeMutablePointer<TLSWire>? {
        BIO_get_data(bio)?.assumingMemoryBound(to: TLSWire.self)
    }
}
