internal import AgentPrimitives
internal import Foundation
internal import Testing

/// The conformance data beside the checkout, where it is there.
enum ConformanceData {
    /// Why a test of it is skipped.
    static let absence: Comment = "there is no shared/conformance beside the checkout"

    static let isPresent = folder != nil

    static func document(_ path: String) throws -> JSONValue {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return try JSONValue(parsing: Data(contentsOf: folder.appendingPathComponent(path)))
    }

    private static let folder: URL? = {
        var parent = URL(fileURLWithPath: #filePath)
        while parent.path != "/" {
            parent.deleteLastPathComponent()
            let candidate = parent.appendingPathComponent("shared/conformance")
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
        }
        return nil
    }()
}
