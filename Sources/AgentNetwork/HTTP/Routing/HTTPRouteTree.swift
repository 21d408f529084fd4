/// Finds the routes of a path: a tree with a level for each segment.
///
/// At each node a literal goes before a parameter with a suffix (the longer suffix first), that before a parameter, and that
/// before the rest of the path; where a way does not lead to a route, the next one is tried. A node is reached by one way
/// only, so a lookup looks at each node at most once, however the path is made.
///
/// Nodes and edges lie in flat arrays of plain numbers: following them counts no references.
struct HTTPRouteTree: Sendable {
    struct Node {
        /// Edges by literals, sorted by length and then by bytes.
        var literals = 0..<0
        /// Edges by parameters, the longest suffix first; the one without a suffix is last.
        var parameters = 0..<0
        /// The endpoint for paths that end here.
        var end: Int?
        /// The endpoint for all that goes on from here.
        var rest: Int?
    }

    struct Edge {
        /// Where the literal or the suffix stands in `text`.
        var text: Range<Int>
        var node: Int
    }

    /// Which of the methods of a place in the tree leads where.
    struct Endpoint: Sendable {
        /// nil stands for every method that has no route of its own.
        var routes: [(method: HTTPMethod?, route: Int)] = []

        func route(for method: HTTPMethod) -> Int? {
            if let exact = routes.first(where: { $0.method == method }) { return exact.route }
            if method == .head, let get = routes.first(where: { $0.method == .get }) { return get.route }
            return routes.first { $0.method == nil }?.route
        }
    }

    enum Match: Equatable {
        case route(Int)
        /// Routes with that path there are, but none with that method; the best one first.
        case otherMethods(endpoints: [Int])
        case none
    }

    var nodes: [Node] = []
    var literals: [Edge] = []
    var parameters: [Edge] = []
    var text: [UInt8] = []
    var endpoints: [Endpoint] = []
    /// The most segments that a route has.
    var depth = 0

    func find(_ method: HTTPMethod, _ path: HTTPPathSegments) -> Match {
        var misses: [Int] = []
        let route = text.withUnsafeBufferPointer { text in
            search(from: 0, at: 0, method, path, text, &misses)
        }
        if let route { return .route(route) }
        return misses.isEmpty ? .none : .otherMethods(endpoints: misses)
    }

    private func search(
        from node: Int,
        at depth: Int,
        _ method: HTTPMethod,
        _ path: HTTPPathSegments,
        _ text: UnsafeBufferPointer<UInt8>,
        _ misses: inout [Int]
    ) -> Int? {
        let node = nodes[node]
        guard depth < path.count else { return node.end.flatMap { choose($0, method, &misses) } }
        let segment = path[depth]
        if let child = literalChild(of: node, segment, text),
            let route = search(from: child, at: depth + 1, method, path, text, &misses)
        {
            return route
        }
        for index in node.parameters {
            let edge = parameters[index]
            let suffix = text[edge.text]
            guard segment.count > suffix.count, Self.isEqual(segment.suffix(suffix.count), suffix) else { continue }
            if let route = search(from: edge.node, at: depth + 1, method, path, text, &misses) { return route }
        }
        return node.rest.flatMap { choose($0, method, &misses) }
    }

    private func choose(_ endpoint: Int, _ method: HTTPMethod, _ misses: inout [Int]) -> Int? {
        if let route = endpoints[endpoint].route(for: method) { return route }
        misses.append(endpoint)
        return nil
    }

    private func literalChild(
        of node: Node,
        _ segment: UnsafeBufferPointer<UInt8>.SubSequence,
        _ text: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        var range = node.literals
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let edge = literals[middle]
            let literal = text[edge.text]
            if Self.isEqual(literal, segment) { return edge.node }
            if Self.isOrdered(literal, segment) {
                range = (middle + 1)..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return nil
    }

    private static func isEqual(
        _ left: UnsafeBufferPointer<UInt8>.SubSequence, _ right: UnsafeBufferPointer<UInt8>.SubSequence
    ) -> Bool {
        left.count == right.count && left.elementsEqual(right)
    }

    /// Shorter ones first: most comparisons then end at the length.
    static func isOrdered(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
    }
}
