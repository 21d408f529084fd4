internal import COpenSSL

/// Where the sessions of one connection go; its engine keeps it, and OpenSSL knows it by its address.
final class TLSSessionSlot: Sendable {
    let cache: TLSSessionCache
    let endpoint: Endpoint

    init(cache: TLSSessionCache, endpoint: Endpoint) {
        self.cache = cache
        self.endpoint = endpoint
    }

    func attach(to connection: OpaquePointer) {
        SSL_set_ex_data(connection, 0, Unmanaged.passUnretained(self).toOpaque())
    }

    static func of(_ connection: OpaquePointer) -> TLSSessionSlot? {
        SSL_get_ex_data(connection, 0).map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
    }
}
