/// Steps and what they depend on; free of cycles by construction.
public struct TaskGraph: Hashable, Sendable {
    /// The steps in the order in which they were given.
    public let steps: [PlanStep]

    /// Checks and keeps the steps.
    ///
    /// - Throws: ``KernelError`` with code `invalidGraph` for a repeated name, an unknown dependency or a cycle, which is
    ///   spelled out.
    public init(_ steps: [PlanStep]) throws(KernelError) {
        var known: Set<String> = []
        for step in steps where !known.insert(step.id).inserted {
            throw KernelError(.invalidGraph, "Each step needs a name of its own; '\(step.id)' stands twice.")
        }
        for step in steps {
            for dependency in step.dependencies where !known.contains(dependency) {
                throw KernelError(
                    .invalidGraph, "Step '\(step.id)' depends on '\(dependency)', which is not in the graph.")
            }
        }
        if let cycle = Self.cycle(in: steps) {
            throw KernelError(
                .invalidGraph, "Steps must not wait for each other; found \(cycle.joined(separator: " → ")).")
        }
        self.steps = steps
    }

    /// Steps whose dependencies are all in `done` and that are not in `done` themselves, in the order of the graph.
    public func ready(after done: Set<String>) -> [PlanStep] {
        steps.filter { step in !done.contains(step.id) && step.dependencies.allSatisfy(done.contains) }
    }

    /// Takes away steps without open dependency until none is left; what remains holds a cycle, which is then walked.
    private static func cycle(in steps: [PlanStep]) -> [String]? {
        var open = Dictionary(uniqueKeysWithValues: steps.map { ($0.id, Set($0.dependencies)) })
        var dependents: [String: [String]] = [:]
        for step in steps {
            for dependency in Set(step.dependencies) { dependents[dependency, default: []].append(step.id) }
        }
        var free = steps.map(\.id).filter { open[$0]?.isEmpty == true }
        while let id = free.popLast() {
            open[id] = nil
            for dependent in dependents[id] ?? [] {
                open[dependent]?.remove(id)
                if open[dependent]?.isEmpty == true { free.append(dependent) }
            }
        }
        guard let start = steps.first(where: { open[$0.id] != nil })?.id else { return nil }
        var path = [start]
        while let next = open[path[path.count - 1]]?.min() {
            if let first = path.firstIndex(of: next) { return path[first...] + [next] }
            path.append(next)
        }
        return path
    }
}
