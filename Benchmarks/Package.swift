// swift-tools-version: 6.2
import PackageDescription

let products = [
    "AgentMemory", "AgentNetwork", "AgentPrimitives", "AgentRuntime", "AgentTelemetry", "AgentTesting", "AgentWire",
]

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "agent-runtime", path: "..")],
    targets: [
        // The C library that XXH3 is measured against; the product itself does not use it.
        .systemLibrary(
            name: "CXXHash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"]), .brew(["xxhash"])]),
        // SQLite by hand, which the event log is measured against.
        .systemLibrary(
            name: "CSQLitePeer", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .executableTarget(
            name: "benchmarks",
            dependencies: ["CXXHash", "CSQLitePeer"] + products.map { .product(name: $0, package: "agent-runtime") },
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]
        ),
    ]
)
