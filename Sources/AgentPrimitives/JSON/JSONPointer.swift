/// The place of a value inside a document, as text (RFC 6901); used in error messages.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    /// The pointer's text: empty for the whole document, else `/` before each step, as in `/messages/0/content`.
    public let description: String

    /// The whole document.
    public static let root = JSONPointer(description: "")

    /// The pointer to the member of that key inside the value this one points to.
    public func appending(key: String) -> JSONPointer {
        var text = description + "/"
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return JSONPointer(description: text)
    }

    /// The pointer to the element at that index inside the value this one points to.
    public func appending(index: Int) -> JSONPointer {
        JSONPointer(description: "\(description)/\(index)")
    }

    private init(description: String) {
        self.description = description
    }
}
