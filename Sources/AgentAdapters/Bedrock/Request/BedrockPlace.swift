/// A part's place in a request; put into words only for a loss.
enum BedrockPlace: Sendable, CustomStringConvertible {
    case system(part: Int)
    case message(Int, part: Int)

    var description: String {
        switch self {
        case .system(let part): "systemParts[\(part)]"
        case .message(let message, let part): "messages[\(message)].content[\(part)]"
        }
    }
}
