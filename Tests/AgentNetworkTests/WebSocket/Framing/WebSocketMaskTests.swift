import Testing

@testable internal import AgentNetwork

struct WebSocketMaskTests {
    @Test func `Equals the definition, at every length and however it is cut`() {
        let key: [UInt8] = [0x11, 0x42, 0xA7, 0xFE]
        let plain = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        for count in 0...plain.count {
            let expected = plain[..<count].enumerated().map { $1 ^ key[$0 % 4] }
            for cut in [0, 1, 3, 4, 7, 8, 13, count] where cut <= count {
                var mask = WebSocketMask(key[0], key[1], key[2], key[3])
                var bytes = Array(plain[..<count])
                bytes.withUnsafeMutableBytes { buffer in
                    mask.apply(to: UnsafeMutableRawBufferPointer(rebasing: buffer[..<cut]))
                    mask.apply(to: UnsafeMutableRawBufferPointer(rebasing: buffer[cut...]))
                }
                #expect(bytes == expected, "\(count) bytes, cut at \(cut)")
            }
        }
    }
}
