// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "interop",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "agent-runtime", path: "..")],
    targets: [
        .executableTarget(
            name: "interop-peer",
            dependencies: [.product(name: "AgentNetwork", package: "agent-runtime")],
            swiftSettings: [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]
        )
    ]
)
