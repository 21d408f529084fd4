#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Reads a small file whole.
enum FileBytes {
    /// The bytes of the file; `nil` when there is no such file.
    ///
    /// Blocks while it reads: settings are read once, before anything else runs.
    static func read(_ path: String, limit: Int) throws(ConfigurationError) -> [UInt8]? {
        // Without O_NONBLOCK the opening of a pipe that nobody writes to would wait for ever; such a pipe reads as empty.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw unreadable(path, errno)
        }
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFL, O_RDONLY)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = readChunk(descriptor, into: &chunk)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path, errno)
            }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw ConfigurationError(
                    .unreadableFile, expected: "at most \(limit) bytes in \(path)", found: "more",
                    advice: "Check that this is the configuration file.")
            }
        }
    }

    private static func readChunk(_ descriptor: Int32, into chunk: inout [UInt8]) -> Int {
        chunk.withUnsafeMutableBytes { buffer in
            #if canImport(Darwin)
            Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
            Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
        }
    }

    private static func unreadable(_ path: String, _ code: Int32) -> ConfigurationError {
        let reason =
            switch code {
            case EACCES, EPERM: "no permission to read it"
            case EISDIR: "a folder"
            case ENOTDIR: "a path through something that is no folder"
            default: "system error \(code)"
            }
        return ConfigurationError(
            .unreadableFile, expected: "a readable file at \(path)", found: reason,
            advice: "Name another file, or change its permissions.")
    }
}
