internal import Foundation

/// A temporary file that stands for a standard stream; it goes with this value.
final class TemporaryStream {
    private let file: FileHandle
    let path: String

    init(_ bytes: [UInt8] = []) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("agent-cli-\(UUID())").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        guard let file = FileHandle(forUpdatingAtPath: path) else { throw CocoaError(.fileReadUnknown) }
        self.file = file
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var descriptor: Int32 { file.fileDescriptor }

    func contents() throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
