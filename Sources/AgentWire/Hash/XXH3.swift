/// XXH3-64 with seed 0 and the default secret (xxHash specification 0.2.0): the checksum of MXP messages.
///
/// Not a cryptographic hash: it finds accidents, not attackers.
public enum XXH3: Sendable {
    /// Hashes a run of bytes.
    public static func hash(_ bytes: RawSpan) -> UInt64 {
        bytes.withUnsafeBytes { hash($0) }
    }

    /// Hashes memory that stays valid for the call; it needs no alignment.
    package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        Secret.withPointer { secret in
            // Without bytes there may be no address; the empty branch reads the secret only.
            let input = bytes.baseAddress ?? secret
            return switch bytes.count {
            case 0: empty(secret)
            case ...3: upTo3(input, bytes.count, secret)
            case ...8: upTo8(input, bytes.count, secret)
            case ...16: upTo16(input, bytes.count, secret)
            case ...128: upTo128(input, bytes.count, secret)
            case ...240: upTo240(input, bytes.count, secret)
            default: long(input, bytes.count, secret)
            }
        }
    }
}

// Each function takes the input, its length in the range that its name gives, and the secret. Inputs are read with
// wrapping arithmetic and without bounds checks: every offset below follows from the length that the caller's switch
// established.
extension XXH3 {
    private static func empty(_ secret: UnsafeRawPointer) -> UInt64 {
        avalanche64(word(secret, 56) ^ word(secret, 64))
    }

    private static func upTo3(_ input: UnsafeRawPointer, _ count: Int, _ secret: UnsafeRawPointer) -> UInt64 {
        let first = UInt64(byte(input, 0))
        let middle = UInt64(byte(input, count &>> 1))
        let last = UInt64(byte(input, count &- 1))
        let combined = first &<< 16 | middle &<< 24 | last | UInt64(count) &<< 8
        return avalanche64(combined ^ UInt64(half(secret, 0) ^ half(secret, 4)))
    }

    private static func upTo8(_ input: UnsafeRawPointer, _ count: Int, _ secret: UnsafeRawPointer) -> UInt64 {
        let combined = UInt64(half(input, count &- 4)) | UInt64(half(input, 0)) &<< 32
        var hash = combined ^ word(secret, 8) ^ word(secret, 16)
        hash ^= rotated(hash, 49) ^ rotated(hash, 24)
        hash &*= Prime.mix2
        hash ^= (hash &>> 35) &+ UInt64(count)
        hash &*= Prime.mix2
        return hash ^ hash &>> 28
    }

    private static func upTo16(_ input: UnsafeRawPointer, _ count: Int, _ secret: UnsafeRawPointer) -> UInt64 {
        let low = word(input, 0) ^ word(secret, 24) ^ word(secret, 32)
        let high = word(input, count &- 8) ^ word(secret, 40) ^ word(secret, 48)
        return avalanche(UInt64(count) &+ low.byteSwapped &+ high &+ foldedProduct(low, high))
    }

    private static func upTo128(_ input: UnsafeRawPointer, _ count: Int, _ secret: UnsafeRawPointer) -> UInt64 {
        var sum = UInt64(count) &* Prime.p64x1
        // Pairs of 16-byte blocks from both ends towards the middle.
        for pair in 0...((count &- 1) &>> 5) {
            let near = pair &* 16
            sum &+= mixed(input + near, secret + near &* 2)
            sum &+= mixed(input + (count &- 16 &- near), secret + (near &* 2 &+ 16))
        }
        return avalanche(sum)
    }

    private static func upTo240(_ input: UnsafeRawPointer, _ count: Int, _ secret: UnsafeRawPointer) -> UInt64 {
        var sum = UInt64(count) &* Prime.p64x1
        for block in 0..<8 {
            sum &+= mixed(input + block &* 16, secret + block &* 16)
        }
        sum = avalanche(sum)
        for block in 8..<(count &>> 4) {
            sum &+= mixed(input + block &* 16, secret + ((block &- 8) &* 16 &+ 3))
        }
        // 136 is the smallest secret that the specification allows; the last block keys from 17 bytes before its end.
        sum &+= mixed(input + (count &- 16), secret + (136 &- 17))
        return avalanche(sum)
    }

    private static func long(_ input: UnsafeRawPointer, _ count: Int, _ secret: UnsafeRawPointer) -> UInt64 {
        var lanes = Lanes()
        var block = input
        var remaining = count
        // The last stripe is hashed apart, so a block counts as whole only when bytes follow it.
        while remaining > Lanes.blockByteCount {
            lanes.addStripes(Lanes.stripesPerBlock, at: block, secret)
            lanes.scramble(secret + (Secret.byteCount &- Lanes.stripeByteCount))
            block += Lanes.blockByteCount
            remaining &-= Lanes.blockByteCount
        }
        lanes.addStripes((remaining &- 1) &>> 6, at: block, secret)
        let lastStripe = input + (count &- Lanes.stripeByteCount)
        lanes.addStripe(at: lastStripe, secret + (Secret.byteCount &- Lanes.stripeByteCount &- 7))
        return lanes.merged(secret + 11, start: UInt64(count) &* Prime.p64x1)
    }
}

extension XXH3 {
    @inline(__always)
    private static func mixed(_ block: UnsafeRawPointer, _ secret: UnsafeRawPointer) -> UInt64 {
        foldedProduct(word(block, 0) ^ word(secret, 0), word(block, 8) ^ word(secret, 8))
    }

    @inline(__always)
    static func foldedProduct(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.low ^ product.high
    }

    @inline(__always)
    static func avalanche(_ sum: UInt64) -> UInt64 {
        var hash = sum ^ sum &>> 37
        hash &*= Prime.mix1
        return hash ^ hash &>> 32
    }

    private static func avalanche64(_ input: UInt64) -> UInt64 {
        var hash = input ^ input &>> 33
        hash &*= Prime.p64x2
        hash ^= hash &>> 29
        hash &*= Prime.p64x3
        return hash ^ hash &>> 32
    }

    private static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 {
        word &<< bits | word &>> (64 &- bits)
    }

    private static func byte(_ base: UnsafeRawPointer, _ offset: Int) -> UInt8 {
        base.load(fromByteOffset: offset, as: UInt8.self)
    }

    private static func half(_ base: UnsafeRawPointer, _ offset: Int) -> UInt32 {
        UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    @inline(__always)
    static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
