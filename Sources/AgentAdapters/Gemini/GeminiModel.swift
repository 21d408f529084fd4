/// A model by its name, and what its generation differs in.
struct GeminiModel: Sendable {
    private let name: String

    init(_ name: String) {
        self.name = name
    }

    /// Where the model's methods are, percent-encoded; `nil` for a name that cannot be one.
    ///
    /// A name with a slash, such as `tunedModels/mine`, is a whole resource name.
    var path: String? {
        let segments = name.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
        let path = segments.map(Self.percentEncoded).joined(separator: "/")
        return segments.count == 1 ? "models/" + path : path
    }

    /// Whether how hard it thinks is a number of tokens only; later generations take a level.
    var thinksByBudget: Bool { isOfGeneration(1, 2) }

    /// Whether it always thinks: the large models do, and every one of the later generations.
    var alwaysThinks: Bool { !thinksByBudget || isLarge && !shortName.hasPrefix("gemini-1.") }

    /// Whether it is one of the large models, which know fewer levels.
    var isLarge: Bool { shortName.split(separator: "-").contains("pro") }

    /// Whether it refuses an earlier call without a thought signature.
    var checksSignatures: Bool { !isOfGeneration(1, 2) && !shortName.hasPrefix("gemma") }

    /// Whether the response to a function may hold media.
    var takesMediaInResponses: Bool { !isOfGeneration(1, 2) }

    private var shortName: Substring { name.split(separator: "/").last ?? "" }

    private func isOfGeneration(_ numbers: Int...) -> Bool {
        numbers.contains { shortName == "gemini-\($0)" || shortName.hasPrefix("gemini-\($0).") }
    }

    private static func percentEncoded(_ segment: Substring) -> String {
        segment.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += byte < 16 ? "%0" : "%"
                encoded += String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
