internal import Foundation

/// Where a new package finds this SDK.
enum SDKLocation: Hashable, Sendable {
    /// A checkout on this machine.
    case checkout(String)
    /// Nothing is known; the user has to set the address.
    case unknown

    /// What stands in for an address that only the user knows.
    static let placeholder = "https://example.com/agent-runtime.git"

    /// A folder that the user named.
    init(checkout path: String) throws(CommandError) {
        guard Self.isCheckout(path) else {
            throw CommandError(
                .usage, "there is no SDK at that path", expected: "a folder whose Package.swift names agent-runtime",
                found: path.quoted(limit: 200))
        }
        self = .checkout(FilePath.absolute(path))
    }

    /// The checkout that a program was built in, as far as it was.
    init(above program: String?) {
        var folder = URL(fileURLWithPath: program ?? "/").resolvingSymlinksInPath()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            if Self.isCheckout(folder.path) {
                self = .checkout(folder.path)
                return
            }
        }
        self = .unknown
    }

    /// The line of a manifest.
    var dependency: String {
        switch self {
        case .checkout(let path): ".package(name: \"agent-runtime\", path: \"\(path.escapedForSwift)\")"
        case .unknown: ".package(url: \"\(Self.placeholder)\", from: \"\(AgentCLI.version)\")"
        }
    }

    private static func isCheckout(_ folder: String) -> Bool {
        // A folder without a manifest is simply no checkout.
        guard let manifest = try? String(contentsOfFile: folder + "/Package.swift", encoding: .utf8) else {
            return false
        }
        // On a line of its own it is the package's name, and not that of a dependency.
        return manifest.split(separator: "\n").contains { line in
            line.drop { $0 == " " } == "name: \"agent-runtime\","
        }
    }
}

extension String {
    fileprivate var escapedForSwift: String {
        map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    }
}
