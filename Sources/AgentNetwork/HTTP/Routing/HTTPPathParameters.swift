/// What stands in the place of the parameters of a route, percent-decoded.
///
/// ```swift
/// routes.post("/v1beta/models/{model}:generateContent") { request in
///     let model = request.parameters["model"]
/// }
/// ```
public struct HTTPPathParameters: Sendable, Equatable {
    // Two lists and no dictionary: there are seldom more than two, and the names are shared with the route.
    private let names: [String]
    private let values: [String]

    /// No parameters.
    public init() {
        names = []
        values = []
    }

    init(names: [String], values: [String]) {
        self.names = names
        self.values = values
    }

    /// The value of a parameter; nil when the route has none of that name.
    public subscript(name: String) -> String? {
        names.firstIndex(of: name).map { values[$0] }
    }

    /// Whether the route has no parameters.
    public var isEmpty: Bool { names.isEmpty }
}

extension HTTPPathParameters: ExpressibleByDictionaryLiteral {
    /// Creates parameters from a literal, for instance for the test of a handler; the first of a name counts.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(names: elements.map(\.0), values: elements.map(\.1))
    }
}
