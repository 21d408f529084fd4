import AgentRuntime

/// What a benchmark came to.
struct Result: Sendable {
    let benchmark: Benchmark
    let own: Samples
    let peer: Samples?

    /// How many times the peer's speed ours is.
    var ratio: Double? {
        peer.map { benchmark.unit.lessIsBetter ? $0.median / own.median : own.median / $0.median }
    }

    /// Whether the target is reached; `nil` where none is set.
    var reachesTarget: Bool? {
        switch benchmark.target {
        case .atMost(let limit): own.median <= limit
        case .atLeast(let limit): own.median >= limit
        case .timesPeer(let factor): ratio.map { $0 >= factor }
        case nil: nil
        }
    }

    private var targetText: String {
        switch benchmark.target {
        case .atMost(let limit): "≤ \(Self.short(limit))"
        case .atLeast(let limit): "≥ \(Self.short(limit))"
        case .timesPeer(let factor): "≥ \(Self.short(factor)) × peer"
        case nil: ""
        }
    }

    static let tableHead = """
        | benchmark | median | p99 | peer | ratio | target | reached |
        |---|---|---|---|---|---|---|
        """

    /// A row of the Markdown table.
    var row: String {
        let unit = benchmark.unit
        let peerText = peer.map { "\(benchmark.peer?.name ?? "") \(Self.short($0.median))" } ?? ""
        let cells = [
            benchmark.name, "\(Self.short(own.median)) \(unit.rawValue)", Self.short(own.worst(unit)), peerText,
            ratio.map { "\(Self.short($0)) ×" } ?? "", targetText, reachesTarget.map { $0 ? "yes" : "NO" } ?? "",
        ]
        return "| \(cells.joined(separator: " | ")) |"
    }

    var json: JSONValue {
        var object: JSONObject = ["name": .string(benchmark.name), "unit": .string(benchmark.unit.rawValue)]
        object["median"] = JSONNumber(own.median).map(JSONValue.number)
        object["p99"] = JSONNumber(own.worst(benchmark.unit)).map(JSONValue.number)
        object["peer"] = benchmark.peer.map { .string($0.name) }
        object["peer_median"] = peer.flatMap { JSONNumber($0.median) }.map(JSONValue.number)
        object["ratio"] = ratio.flatMap { JSONNumber($0) }.map(JSONValue.number)
        object["reached"] = reachesTarget.map(JSONValue.bool)
        return .object(object)
    }

    /// Three digits that matter.
    private static func short(_ value: Double) -> String {
        if value >= 1000 { return String(Int(value.rounded())) }
        let digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
        let scale = [1.0, 10.0, 100.0][digits]
        let rounded = (value * scale).rounded() / scale
        return digits == 0 ? String(Int(rounded)) : "\(rounded)"
    }
}
