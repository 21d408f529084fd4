// swift-tools-version: 6.2
import PackageDescription

/// Swift modules by layer, lowest first; `scripts/check-layers` holds the imports to the same graph.
let libraries: [(name: String, dependencies: [String])] = [
    // L0
    ("AgentPrimitives", ["COpenSSL"]),
    // L1
    ("AgentNetwork", ["AgentPrimitives", "CAgentSystem", "COpenSSL"]),
    ("AgentWire", ["AgentPrimitives", "AgentNetwork", "COpenSSL"]),
    ("AgentTelemetry", ["AgentPrimitives", "AgentNetwork"]),
    // L2
    ("AgentAdapters", ["AgentPrimitives", "AgentNetwork", "AgentWire", "AgentTelemetry"]),
    ("AgentTools", ["AgentPrimitives", "AgentNetwork", "AgentWire", "AgentTelemetry"]),
    ("AgentMemory", ["AgentPrimitives", "AgentWire", "AgentTelemetry", "CAgentSystem", "CSQLite", "COpenSSL"]),
    ("AgentPolicy", ["AgentPrimitives", "AgentNetwork", "AgentTelemetry"]),
    ("AgentPrompts", ["AgentPrimitives", "AgentTelemetry"]),
    ("AgentConfig", ["AgentPrimitives", "AgentTelemetry"]),
    // L3
    (
        "AgentKernel",
        [
            "AgentPrimitives", "AgentWire", "AgentTelemetry", "AgentAdapters", "AgentTools", "AgentMemory",
            "AgentPolicy", "AgentPrompts", "AgentConfig",
        ]
    ),
    (
        "AgentRouter",
        [
            "AgentPrimitives", "AgentNetwork", "AgentWire", "AgentTelemetry", "AgentAdapters", "AgentMemory",
            "AgentPolicy", "AgentConfig",
        ]
    ),
    // Test kit for users and for our own tests.
    (
        "AgentTesting",
        [
            "AgentPrimitives", "AgentWire", "AgentTelemetry", "AgentAdapters", "AgentTools", "AgentMemory",
            "AgentPolicy", "AgentPrompts", "AgentConfig", "AgentKernel", "AgentRouter",
        ]
    ),
    // L4
    (
        "AgentRuntime",
        [
            "AgentPrimitives", "AgentNetwork", "AgentWire", "AgentTelemetry", "AgentAdapters", "AgentTools",
            "AgentMemory", "AgentPolicy", "AgentPrompts", "AgentConfig", "AgentKernel", "AgentRouter",
        ]
    ),
]

func dependencies(_ names: [String]) -> [Target.Dependency] {
    names.map { .byName(name: $0) }
}

let systemTargets: [Target] = [
    .target(name: "CAgentSystem"),
    .systemLibrary(
        name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    .systemLibrary(
        name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
]

let libraryTargets: [Target] = libraries.map { library in
    .target(name: library.name, dependencies: dependencies(library.dependencies))
}

let executable = Target.executableTarget(
    name: "agent-cli",
    dependencies: dependencies(libraries.map(\.name).filter { $0 != "AgentTesting" })
)

let testTargets: [Target] =
    libraries.filter { $0.name != "AgentTesting" }.map { library in
        .testTarget(
            name: library.name + "Tests",
            dependencies: dependencies([library.name, "AgentTesting"] + library.dependencies)
        )
    } + [
        .testTarget(
            name: "AgentCLITests",
            dependencies: dependencies(["agent-cli", "AgentPrimitives", "AgentWire", "AgentMemory", "CSQLite"])
        )
    ]

let package = Package(
    name: "agent-runtime",
    platforms: [.macOS(.v15)],
    products: libraries.map { .library(name: $0.name, targets: [$0.name]) }
        + [.executable(name: "agent-cli", targets: ["agent-cli"])],
    targets: systemTargets + libraryTargets + [executable] + testTargets
)

for target in libraryTargets + [executable] + testTargets {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .treatAllWarnings(as: .error),
        .treatWarning("ExplicitSendable", as: .error),
    ]
}
