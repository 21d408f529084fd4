// swift-tools-version: 6.2
import PackageDescription

let products = ["AgentMemory", "AgentNetwork", "AgentRuntime", "AgentTesting", "AgentWire"]

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "agent-runtime", path: "..")],
    targets: [
        // The C library that XXH3 is measured against; the product itself does not use it.
        .systemLibrary(
            name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"]), .brew(["xxhash"])]),
        .executableTarget(
            name: "benchmarks",
            dependencies: ["CXXHash"] + products.map { .product(name: $0, package: "agent-runtime") },
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]
        ),
    ]
)
