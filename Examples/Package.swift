// swift-tools-version: 6.2
import PackageDescription

let runtime = Target.Dependency.product(name: "AgentRuntime", package: "agent-runtime")

let package = Package(
    name: "examples",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "agent-runtime", path: "..")],
    targets: [
        .executableTarget(name: "ask", dependencies: [runtime]),
        .executableTarget(
            name: "custom-tool", dependencies: [runtime, .product(name: "AgentTesting", package: "agent-runtime")]),
    ]
)
