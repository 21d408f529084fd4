#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Recorded streams that lie beside the checkout, in `shared/conformance`; absent on most machines.
enum BedrockRecording {
    static let text = bytes("bedrock-stream/text.bin")

    private static func bytes(_ path: String) -> [UInt8]? {
        var folder = #filePath[...]
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            if let data = FileManager.default.contents(atPath: "\(folder)/shared/conformance/\(path)") {
                return Array(data)
            }
        }
        return nil
    }
}
