internal import CAgentSystem

/// Serves the files of a directory, with conditional requests and ranges (RFC 9110 sections 13 and 14).
///
/// ```swift
/// let files = HTTPFileResponder(root: "/srv/inspector")
/// let router = try HTTPRouter { routes in
///     routes.get("/ui/{path...}", files.handler)
/// }
/// ```
///
/// Only regular files below the directory are served; a path that leads out of it, by `..` or by a symbolic link, names
/// nothing, and neither does one with a hidden name. Files are read on threads of their own, large ones piece by piece as the
/// client takes them. A large file that shrinks or is overwritten while it is sent ends the connection, so that the client
/// does not take a mixture for the file; one that is replaced by another is sent as it was.
///
/// Entity tags are strong once a file has not changed for two seconds. A range is sent as 206; of several the whole is sent.
public struct HTTPFileResponder: Sendable {
    private let loader: HTTPFileLoader
    private let options: HTTPFileOptions
    private let slots: SlotCounter

    /// Threads that are shared by all, because the disk is.
    private static let workers = BlockingWorkers(name: "files", maxThreads: 4, maxPending: 1024)

    /// Creates a responder; nothing is opened before the first request.
    ///
    /// - Parameters:
    ///   - root: The directory; looked up anew for each request, so it may be a symbolic link that is changed now and then.
    ///   - options: Limits and habits.
    public init(root: String, options: HTTPFileOptions = HTTPFileOptions()) {
        self.init(root: root, options: options, clock: { agent_wall_seconds() })
    }

    /// - Parameter clock: Seconds since 1970.
    init(root: String, options: HTTPFileOptions, clock: @escaping @Sendable () -> Int64) {
        precondition(options.chunkBytes > 0, "files are read in pieces of at least one byte")
        self.options = options
        loader = HTTPFileLoader(root: root, options: options, clock: clock)
        slots = SlotCounter(limit: options.maxOpenFiles)
    }

    /// Files that are open now.
    public var openFileCount: Int { slots.usedCount }

    /// Answers with the file that the parameter `path` of the route names.
    public var handler: HTTPHandler {
        { request in
            let path = request.parameters["path"] ?? ""
            // A router that ignores slashes at the end finds this route for the path without it, too.
            guard !path.isEmpty || request.path.last == "/" else { return Self.redirect(request) }
            return try await respond(to: request, path: path)
        }
    }

    /// Answers with a file.
    ///
    /// - Parameters:
    ///   - request: `GET` or `HEAD`.
    ///   - path: The path of the file below the directory, decoded.
    /// - Throws: ``HTTPError`` with 404, 405, 403 where the system denies access, 412, 416, and 503 when too much is open;
    ///   ``NetworkError`` where the directory or the disk is at fault.
    public func respond(to request: HTTPServerRequest, path: String) async throws -> HTTPServerResponse {
        guard request.method == .get || request.method == .head else {
            throw HTTPError(
                .methodNotAllowed, "expected one of the methods GET, HEAD for a file", headers: ["Allow": "GET, HEAD"])
        }
        guard let (path, isDirectory) = HTTPFilePath.resolve(path, servesHidden: options.servesHiddenFiles) else {
            throw Self.absent
        }
        guard let slot = slots.take() else { throw Self.busy }
        switch try await load(path, isDirectory: isDirectory, request, slot) {
        case .file(let file): return try response(file, slot)
        case .directory: return Self.redirect(request)
        case .absent: throw Self.absent
        case .forbidden: throw HTTPError(.forbidden, "the server may not read this file")
        }
    }

    private func load(
        _ path: String, isDirectory: Bool, _ request: HTTPServerRequest, _ slot: SlotCounter.Slot
    ) async throws -> HTTPFileLoader.Outcome {
        do throws(NetworkError) {
            let (method, headers) = (request.method, request.headers)
            return try await Self.workers.run { [loader] () throws(NetworkError) in
                // Held here: a request that is cancelled leaves while the file is still open.
                defer { withExtendedLifetime(slot) {} }
                return try loader.load(path, isDirectory: isDirectory, method, headers)
            }
        } catch {
            if error.code == .limitExceeded { throw Self.busy }
            throw error
        }
    }

    private static let absent = HTTPError(.notFound, "there is no such file; check the path")
    private static let busy = HTTPError(
        .serviceUnavailable, "the server has as many files open as it may; try again later",
        headers: ["Retry-After": "1"])

    /// To the path with the slash, from which links in the index lead to the right place.
    private static func redirect(_ request: HTTPServerRequest) -> HTTPServerResponse {
        let query = request.query.map { "?\($0)" } ?? ""
        return HTTPServerResponse(
            status: .permanentRedirect, headers: ["Location": "\(request.path)/\(query)"])
    }
}

// MARK: Responses

extension HTTPFileResponder {
    private func response(_ file: HTTPFileLoader.Loaded, _ slot: SlotCounter.Slot) throws -> HTTPServerResponse {
        var headers: HTTPHeaders = [
            "ETag": file.validator.tag.text, "Last-Modified": HTTPDate.format(file.validator.lastModified),
        ]
        if let cacheControl = options.cacheControl { headers.add("Cache-Control", cacheControl) }
        switch file.plan {
        case .notModified:
            return HTTPServerResponse(status: .notModified, headers: headers)
        case .preconditionFailed:
            throw HTTPError(
                .preconditionFailed, "the file is not in the state that the request names", headers: headers)
        case .unsatisfiable:
            headers.add("Content-Range", "bytes */\(file.status.size)")
            throw HTTPError(
                .rangeNotSatisfiable, "expected a range within the \(file.status.size) bytes of the file",
                headers: headers)
        case .whole:
            return HTTPServerResponse(
                headers: describe(file, headers), body: body(file, 0..<file.status.size, slot))
        case .part(let range):
            headers.add("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.status.size)")
            return HTTPServerResponse(
                status: .partialContent, headers: describe(file, headers), body: body(file, range, slot))
        }
    }

    private func describe(_ file: HTTPFileLoader.Loaded, _ headers: HTTPHeaders) -> HTTPHeaders {
        var headers = headers
        headers.add("Content-Type", HTTPMediaTypes.type(of: file.name))
        headers.add("Accept-Ranges", "bytes")
        // Without it browsers run as a page what is no page.
        headers.add("X-Content-Type-Options", "nosniff")
        return headers
    }

    private func body(
        _ file: HTTPFileLoader.Loaded, _ range: Range<Int>, _ slot: SlotCounter.Slot
    ) -> HTTPBody {
        switch file.content {
        case .bytes(let bytes):
            return .bytes(bytes)
        case .none:
            // For HEAD, whose answer has the length and never the content.
            return .stream(length: range.count) { _ in }
        case .open(let reader):
            return .stream(length: range.count) { [loader, options] writer in
                var rest = range
                while !rest.isEmpty {
                    let piece = rest.prefix(options.chunkBytes)
                    let bytes = try await Self.workers.run { () throws(NetworkError) in
                        defer { withExtendedLifetime(slot) {} }
                        return try loader.read(piece, of: reader, file.status)
                    }
                    try await writer.write(bytes)
                    rest = rest.dropFirst(piece.count)
                }
            }
        }
    }
}
