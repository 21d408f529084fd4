import AgentConfig
import Testing

@Suite struct ListenAddressTests {
    @Test(
        arguments: [
            ("127.0.0.1:8080", "127.0.0.1", 8080), ("localhost:0", "localhost", 0), ("[::1]:65535", "::1", 65535),
        ])
    func reads(text: String, host: String, port: UInt16) {
        #expect(ListenAddress(text) == ListenAddress(host: host, port: port))
        #expect(ListenAddress(text)?.description == text)
    }

    @Test(
        arguments: [
            "", ":", ":80", "host", "host:", "host:x", "host:-1", "host:+1", "host:65536", "::1:80", "[::1]", "[]:80",
            "a b:80", "http://h:80",
        ])
    func refuses(text: String) {
        #expect(ListenAddress(text) == nil)
    }
}
