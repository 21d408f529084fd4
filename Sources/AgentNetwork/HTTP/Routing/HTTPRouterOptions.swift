/// Habits of an ``HTTPRouter``.
public struct HTTPRouterOptions: Sendable {
    /// What happens to a path that has a route only without the slash at its end, or only with one.
    public enum TrailingSlash: Sendable {
        /// It has no route.
        case distinct
        /// It has that route.
        case ignored
        /// The client is sent to the other path with status 308, which keeps method and content.
        case redirected
    }

    /// What happens to a path that has a route only without the slash at its end, or only with one (default `ignored`).
    public var trailingSlash = TrailingSlash.ignored

    /// Creates the default options.
    public init() {}
}
