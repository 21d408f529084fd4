/// The ids of tool calls in the form that a server takes; the same id always becomes the same one.
struct ChatCallIDs: Sendable {
    private let form: OpenAIChatOptions.CallIDForm
    private var wireIDs: [String: String] = [:]
    private var taken: Set<String> = []

    init(_ form: OpenAIChatOptions.CallIDForm) {
        self.form = form
    }

    mutating func wireID(of id: String) -> String {
        guard form == .nineCharacters else { return id }
        if let known = wireIDs[id] { return known }
        var candidate = Self.isFit(id) ? id : Self.hash(id, salt: 0)
        var salt: UInt64 = 1
        while !taken.insert(candidate).inserted {
            candidate = Self.hash(id, salt: salt)
            salt += 1
        }
        wireIDs[id] = candidate
        return candidate
    }

    private static func isFit(_ id: String) -> Bool {
        id.utf8.count == 9 && id.utf8.allSatisfy { alphabet.contains($0) }
    }

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    /// Nine letters and digits out of an id (FNV-1a).
    private static func hash(_ id: String, salt: UInt64) -> String {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325 ^ salt
        for byte in id.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var bytes: [UInt8] = []
        for _ in 0..<9 {
            bytes.append(alphabet[Int(state % UInt64(alphabet.count))])
            state /= UInt64(alphabet.count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
