/// The check that the names of the tenant store share: a few ASCII characters, so that a name means the same in a path, a header
/// and a file.
enum ASCIIName {
    static func isValid(_ text: String, maximum: Int, allowsDots: Bool) -> Bool {
        guard (1...maximum).contains(text.utf8.count) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            case UInt8(ascii: "."): allowsDots
            default: false
            }
        }
    }
}
