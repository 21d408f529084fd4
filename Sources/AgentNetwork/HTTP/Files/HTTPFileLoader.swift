/// The part of serving a file that blocks: opens it, decides what is asked for, and reads what fits in one piece.
struct HTTPFileLoader: Sendable {
    struct Loaded: Sendable {
        let plan: HTTPFilePlan
        let status: FileStatus
        let validator: HTTPFileValidator
        let name: String
        let content: Content
    }

    enum Content: Sendable {
        case none
        case bytes([UInt8])
        /// Too large for one piece.
        case open(FileReader)
    }

    enum Outcome: Sendable {
        case file(Loaded)
        /// A directory that was asked for without the slash at its end.
        case directory
        case absent
        case forbidden
    }

    let root: String
    let options: HTTPFileOptions
    /// Seconds since 1970.
    let clock: @Sendable () -> Int64

    /// Blocks.
    func load(
        _ path: String, isDirectory: Bool, _ method: HTTPMethod, _ headers: HTTPHeaders
    ) throws(NetworkError) -> Outcome {
        var isRetry = false
        while true {
            do throws(NetworkError) {
                return try open(path, isDirectory: isDirectory, method, headers)
            } catch {
                if let outcome = Self.outcome(of: error) { return outcome }
                // Nothing is sent yet: a file that was overwritten while it was read is read again.
                guard error.code == .truncated, !isRetry else { throw error }
                isRetry = true
            }
        }
    }

    private func open(
        _ path: String, isDirectory: Bool, _ method: HTTPMethod, _ headers: HTTPHeaders
    ) throws(NetworkError) -> Outcome {
        let file = try FileReader.open(path, beneath: root)
        let status = try file.status()
        switch status.kind {
        case .regular where !isDirectory:
            return .file(try load(file, status, name: path, method, headers))
        case .directory where !isDirectory:
            return .directory
        case .directory:
            guard let index = options.indexFile else { return .absent }
            let path = "\(path)/\(index)"
            let file = try FileReader.open(path, beneath: root)
            let status = try file.status()
            guard status.kind == .regular else { return .absent }
            return .file(try load(file, status, name: path, method, headers))
        case .regular, .other:
            return .absent
        }
    }

    private func load(
        _ file: FileReader, _ status: FileStatus, name: String, _ method: HTTPMethod, _ headers: HTTPHeaders
    ) throws(NetworkError) -> Loaded {
        let now = clock()
        let validator = HTTPFileValidator(status, now: now)
        let plan = HTTPFilePlan(method, headers, size: status.size, validator: validator, now: now)
        let content: Content
        if let range = plan.range(size: status.size), method != .head {
            content = range.count > options.chunkBytes ? .open(file) : .bytes(try read(range, of: file, status))
        } else {
            content = .none
        }
        return Loaded(plan: plan, status: status, validator: validator, name: name, content: content)
    }

    /// Reads a part and makes sure that it belongs to the state that was announced.
    func read(_ range: Range<Int>, of file: FileReader, _ announced: FileStatus) throws(NetworkError) -> [UInt8] {
        let bytes = try file.read(range)
        let status = try file.status()
        // A file that has grown still has what was announced; logs do that. The rest cannot be told from a mixture.
        guard bytes.count == range.count, status == announced || status.size > announced.size else {
            throw NetworkError(.truncated, "expected a file to stay as it is while it is sent, it changed")
        }
        return bytes
    }

    private static func outcome(of error: NetworkError) -> Outcome? {
        guard error.code == .system, case .system(let errno)? = error.underlying else { return nil }
        switch errno {
        case FileReader.Errno.noEntry, FileReader.Errno.notDirectory, FileReader.Errno.nameTooLong,
            FileReader.Errno.loop, FileReader.Errno.outside, FileReader.Errno.noDevice:
            return .absent
        case FileReader.Errno.noAccess:
            return .forbidden
        default:
            return nil
        }
    }
}
