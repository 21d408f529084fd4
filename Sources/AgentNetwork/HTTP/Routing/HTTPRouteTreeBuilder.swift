/// Puts the patterns of routes into a tree.
struct HTTPRouteTreeBuilder {
    private struct Draft {
        var literals: [[UInt8]: Int] = [:]
        var parameters: [[UInt8]: Int] = [:]
        var end: Int?
        var rest: Int?
    }

    private var drafts = [Draft()]
    private var endpoints: [HTTPRouteTree.Endpoint] = []
    private var depth = 0

    /// Adds a route; returns the number of the one that was there before, if any has the same shape and method.
    mutating func add(_ pattern: HTTPRoutePattern, _ method: HTTPMethod?, route: Int) -> Int? {
        depth = max(depth, pattern.segments.count)
        var node = 0
        for segment in pattern.segments {
            switch segment {
            case .literal(let text): node = child(of: node, \.literals, text)
            case .parameter(let suffix): node = child(of: node, \.parameters, suffix)
            case .rest: return add(route, method, at: node, \.rest)
            }
        }
        return add(route, method, at: node, \.end)
    }

    func build() -> HTTPRouteTree {
        var tree = HTTPRouteTree()
        tree.endpoints = endpoints
        tree.depth = depth
        for draft in drafts {
            var node = HTTPRouteTree.Node()
            node.end = draft.end
            node.rest = draft.rest
            let literals = draft.literals.sorted { HTTPRouteTree.isOrdered($0.key, $1.key) }
            node.literals = Self.append(literals, to: &tree.literals, &tree.text)
            let parameters = draft.parameters.sorted { HTTPRouteTree.isOrdered($1.key, $0.key) }
            node.parameters = Self.append(parameters, to: &tree.parameters, &tree.text)
            tree.nodes.append(node)
        }
        return tree
    }

    private mutating func child(
        of node: Int, _ edges: WritableKeyPath<Draft, [[UInt8]: Int]>, _ text: [UInt8]
    ) -> Int {
        if let child = drafts[node][keyPath: edges][text] { return child }
        drafts.append(Draft())
        drafts[node][keyPath: edges][text] = drafts.count - 1
        return drafts.count - 1
    }

    private mutating func add(
        _ route: Int, _ method: HTTPMethod?, at node: Int, _ place: WritableKeyPath<Draft, Int?>
    ) -> Int? {
        let endpoint: Int
        if let existing = drafts[node][keyPath: place] {
            endpoint = existing
        } else {
            endpoint = endpoints.count
            endpoints.append(HTTPRouteTree.Endpoint())
            drafts[node][keyPath: place] = endpoint
        }
        if let other = endpoints[endpoint].routes.first(where: { $0.method == method }) { return other.route }
        endpoints[endpoint].routes.append((method, route))
        return nil
    }

    private static func append(
        _ edges: [(key: [UInt8], value: Int)], to list: inout [HTTPRouteTree.Edge], _ text: inout [UInt8]
    ) -> Range<Int> {
        let start = list.count
        for edge in edges {
            list.append(HTTPRouteTree.Edge(text: text.count..<(text.count + edge.key.count), node: edge.value))
            text.append(contentsOf: edge.key)
        }
        return start..<list.count
    }
}
