/// Cuts a stream of newline-delimited JSON (`application/x-ndjson`) into its documents, whatever the pieces it arrives in.
///
/// Lines without anything on them are skipped. The documents are not parsed.
///
/// ```swift
/// var decoder = NDJSONDecoder()
/// while let chunk = try await response.body.next() {
///     for document in try decoder.decode(chunk) { … }
/// }
/// if let last = decoder.finish() { … }
/// ```
public struct NDJSONDecoder: Sendable {
    private var lines: LineDecoder

    /// Creates a decoder.
    ///
    /// - Parameter maxLineBytes: A longer line is an error (default 4 MiB).
    public init(maxLineBytes: Int = 4 * 1024 * 1024) {
        lines = LineDecoder(maxLineBytes: maxLineBytes)
    }

    /// Feeds bytes and returns the documents whose lines they complete.
    ///
    /// - Throws: `limitExceeded` for a line longer than the limit; the decoder is of no use after that.
    public mutating func decode(_ bytes: [UInt8]) throws(NetworkError) -> [[UInt8]] {
        var documents: [[UInt8]] = []
        try lines.decode(bytes) { line in
            if !Self.isBlank(line) { documents.append(Array(line)) }
        }
        return documents
    }

    /// Ends the stream and returns its last document when the line of that had no end.
    ///
    /// Whether it is whole only its parser can tell.
    public mutating func finish() -> [UInt8]? {
        lines.finish().flatMap { Self.isBlank($0[...]) ? nil : $0 }
    }

    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
        line.allSatisfy { ASCII.isBlank($0) || $0 == ASCII.carriageReturn }
    }
}
