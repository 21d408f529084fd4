/// What is wrong with the path of a request; such a request is answered with 400.
enum HTTPPathFault: Error {
    case notRooted
    case invalidEncoding
    case encodedNull
    case invalidText
    case dotSegment
    case backslash

    var message: String {
        switch self {
        case .notRooted: "expected a path that begins with '/'"
        case .invalidEncoding: "expected two hexadecimal digits after each '%' of the path"
        case .encodedNull: "expected a path without the character NUL (%00)"
        case .invalidText: "expected UTF-8 in the percent-encoded bytes of the path"
        case .dotSegment: "expected a path without the segments '.' and '..'; resolve them before sending"
        case .backslash:
            "expected '/' between the segments of a path, found a backslash; encode it as %5C where it is meant"
        }
    }
}
