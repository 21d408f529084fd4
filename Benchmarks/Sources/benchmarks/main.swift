import AgentRuntime
import Foundation

// usage: benchmarks [NAME-PREFIX…] [--json] [--runs N]
var arguments = Array(CommandLine.arguments.dropFirst())
var runner = Runner()
if let index = arguments.firstIndex(of: "--runs"), index + 1 < arguments.count, let runs = Int(arguments[index + 1]) {
    runner.runs = max(1, runs)
    arguments.removeSubrange(index...(index + 1))
}
try await run(arguments, runner)

/// Benchmarks, or a server for them, until the process is ended.
@concurrent
func run(_ arguments: [String], _ runner: Runner) async throws {
    if arguments.count > 1, arguments[0] == "--serve", let role = ServerRole(rawValue: arguments[1]) {
        return try await role.run(Array(arguments.dropFirst(2)))
    }
    let prefixes = arguments.filter { !$0.hasPrefix("--") }
    try await runSuites(runner, prefixes, writesJSON: arguments.contains("--json"))
}

/// Off the main actor: from there every hop costs microseconds.
@concurrent
func runSuites(_ runner: Runner, _ prefixes: [String], writesJSON: Bool) async throws {
    defer { BenchmarkFolder.remove() }
    let network = try await NetworkBenchmarks.all(prefixes)
    let suites = try await [
        MXPBenchmarks.all(), XXH3Benchmarks.all(), JSONBenchmarks.all(), TranslationBenchmarks.all(),
        SessionBenchmarks.all(), EventLogBenchmarks.all(), MemoryBusBenchmarks.all(), network,
        VectorBenchmarks.all(prefixes),
    ]
    let chosen = suites.flatMap { $0 }.filter { benchmark in
        prefixes.isEmpty || prefixes.contains { benchmark.name.hasPrefix($0) }
    }
    if !writesJSON { show(Result.tableHead) }
    for benchmark in chosen {
        let result = try await runner.measure(benchmark)
        show(writesJSON ? result.json.text() : result.row)
    }
}

/// Writes a line at once: a benchmark takes seconds, and whoever waits wants to see the ones that are done.
func show(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
