internal import AgentPrimitives

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Test data that lies beside the checkout, in `shared/conformance`; absent on most machines.
enum Conformance {
    /// The MXP vectors.
    static let mxp = document("mxp/vectors.json")

    private static func document(_ path: String) -> JSONValue? {
        var folder = #filePath[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            if let data = FileManager.default.contents(atPath: "\(folder)/shared/conformance/\(path)") {
                return try? JSONValue(parsing: data)
            }
        }
        return nil
    }
}
