/// An HTTP request method (RFC 9110 section 9); names are case-sensitive.
public struct HTTPMethod: Sendable, Hashable, CustomStringConvertible {
    /// The name as sent.
    public let name: String

    /// Creates a method; an illegal name is refused when the request is sent.
    public init(_ name: String) {
        self.name = name
    }

    /// The name as sent.
    public var description: String { name }

    /// Fetches a representation.
    public static let get = HTTPMethod("GET")
    /// As `GET`, without the body.
    public static let head = HTTPMethod("HEAD")
    /// Submits a body for processing.
    public static let post = HTTPMethod("POST")
    /// Replaces a representation.
    public static let put = HTTPMethod("PUT")
    /// Changes part of a representation.
    public static let patch = HTTPMethod("PATCH")
    /// Removes a representation.
    public static let delete = HTTPMethod("DELETE")
    /// Asks a proxy for a tunnel.
    static let connect = HTTPMethod("CONNECT")
    /// Asks what may be done.
    public static let options = HTTPMethod("OPTIONS")

    /// Whether sending the request twice has the effect of sending it once (RFC 9110 section 9.2.2).
    public var isIdempotent: Bool {
        switch name {
        case "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE": true
        default: false
        }
    }
}
