import Testing

@testable internal import AgentNetwork

struct HTTPProxyExceptionsTests {
    @Test(arguments: [
        // Text, host, port, whether it is an exception.
        ("", "a.com", 80, false), ("*", "a.com", 80, true), ("x, *", "a.com", 80, true), ("*,x", "::1", 80, true),
        ("a.com", "a.com", 80, true), ("a.com", "www.a.com", 443, true), ("a.com", "ba.com", 80, false),
        ("a.com", "a.com.evil", 80, false), ("A.Com", "a.com", 80, true), (".a.com", "a.com", 80, true),
        (".a.com", "www.a.com", 80, true), ("*.a.com", "www.a.com", 80, true), ("a.com.", "a.com", 80, true),
        ("a.com", "a.com.", 80, true), ("a*.com", "ab.com", 80, false), ("**", "a.com", 80, false),
        ("x y\ta.com,,z", "a.com", 80, true), (",", "a.com", 80, false), (".", "a.com", 80, false),
        ("a.com:8080", "a.com", 8080, true), ("a.com:8080", "www.a.com", 8080, true),
        ("a.com:8080", "a.com", 80, false),
        ("a.com:", "a.com", 80, false), ("a.com:x", "a.com", 80, false), ("a.com:99999", "a.com", 80, false),
        ("10.0.0.1", "10.0.0.1", 80, true), ("10.0.0.1", "10.0.0.2", 80, false), ("0.0.1", "10.0.0.1", 80, false),
        (".0.0.1", "10.0.0.1", 80, false), ("10.0.0.1:81", "10.0.0.1", 81, true),
        ("10.0.0.1:81", "10.0.0.1", 80, false),
        ("10.0.0.0/8", "10.255.3.4", 80, true), ("10.0.0.0/8", "11.0.0.0", 80, false),
        ("10.0.0.0/8", "a.com", 80, false),
        ("192.168.128.0/17", "192.168.127.255", 80, false), ("192.168.128.0/17", "192.168.255.1", 80, true),
        ("192.168.1.2/32", "192.168.1.2", 80, true), ("1.2.3.4/0", "9.9.9.9", 80, true),
        ("1.2.3.4/33", "1.2.3.4", 80, false),
        ("1.2.3.4/", "1.2.3.4", 80, false), ("1.2.3.4/-1", "1.2.3.4", 80, false), ("1.2.3.4/8/8", "1.2.3.4", 80, false),
        ("a.com/8", "a.com", 80, false), ("::1", "::1", 80, true), ("[::1]", "::1", 80, true),
        ("[::1]:81", "::1", 81, true),
        ("[::1]:81", "::1", 80, false), ("0:0:0:0:0:0:0:1", "::1", 80, true), ("fd00::/8", "fd12::1", 80, true),
        ("[fd00::]/8", "fd12::1", 80, true), ("fd00::/8", "fe00::1", 80, false), ("fd00::/129", "fd00::", 80, false),
        ("10.0.0.0/8", "::ffff:10.1.1.1", 80, true), ("::/0", "1.2.3.4", 80, false), ("[::1", "::1", 80, false),
        ("localhost", "127.0.0.1", 80, false),
    ])
    func `What is reached directly`(text: String, host: String, port: Int, expected: Bool) {
        let endpoint = Endpoint(host: host, port: UInt16(port))
        #expect(HTTPProxyExceptions(text).contains(endpoint) == expected)
    }

    @Test func `Damaged lists never crash`() {
        var random = SeededGenerator(seed: 4)
        let seed = Array("*,a.com:80 .b.com,10.0.0.0/8,[fd00::]/7,[::1]:80,1.2.3.4".utf8)
        var matched = 0
        for _ in 0..<20_000 {
            let text = String(decoding: random.mutate(seed, spice: Array("/.:*[], 09".utf8)), as: UTF8.self)
            if HTTPProxyExceptions(text).contains(Endpoint(host: "10.9.9.9", port: 80)) { matched += 1 }
        }
        #expect(matched > 1000)
    }
}
