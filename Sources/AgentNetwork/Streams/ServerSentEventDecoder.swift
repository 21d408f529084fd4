/// Reads server-sent events from bytes that arrive in any pieces (WHATWG HTML section 9.2.6).
///
/// Lines end with CR, LF or CR LF; a byte order mark at the start is dropped; invalid UTF-8 is replaced, as the standard
/// asks. An event that the stream ends within is not delivered.
///
/// ```swift
/// var decoder = ServerSentEventDecoder()
/// while let chunk = try await response.body.next() {
///     for event in try decoder.decode(chunk) { … }
/// }
/// ```
public struct ServerSentEventDecoder: Sendable {
    /// The reconnection time that the stream asked for last.
    public private(set) var reconnectionTime: Duration?
    /// The id that the stream has set last; sent back as `Last-Event-ID` when reconnecting.
    public private(set) var lastEventID: String?

    private let maxEventBytes: Int
    private var lines: LineDecoder
    private var pending = PendingEvent()
    /// A byte order mark counts only before anything else.
    private var isFirstLine = true

    /// Creates a decoder.
    ///
    /// - Parameter maxEventBytes: The data of one event, and any single line, may have this many bytes (default 4 MiB).
    public init(maxEventBytes: Int = 4 * 1024 * 1024) {
        self.maxEventBytes = maxEventBytes
        lines = LineDecoder(terminator: .any, maxLineBytes: maxEventBytes)
    }

    /// Feeds bytes and returns the events they complete.
    ///
    /// - Throws: `limitExceeded` for a line or an event over the limit; the decoder is of no use after that.
    public mutating func decode(_ bytes: [UInt8]) throws(NetworkError) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        // The line decoder is taken out while it runs, because its callback changes the rest of this value.
        var lines = lines
        self.lines = LineDecoder()
        defer { self.lines = lines }
        try lines.decode(bytes) { line throws(NetworkError) in
            if let event = try take(line: line) { events.append(event) }
        }
        return events
    }

    private mutating func take(line whole: ArraySlice<UInt8>) throws(NetworkError) -> ServerSentEvent? {
        var line = whole
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        }
        guard !line.isEmpty else { return dispatch() }
        let name = line.prefix { $0 != ASCII.colon }
        guard !name.isEmpty else { return nil }
        var value = line.dropFirst(name.count + 1)
        if value.first == ASCII.space { value = value.dropFirst() }
        try apply(name, value)
        return nil
    }

    private mutating func apply(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) throws(NetworkError) {
        if name.elementsEqual("data".utf8) {
            guard pending.data.count + value.count < maxEventBytes else {
                throw NetworkError(
                    .limitExceeded,
                    "an event has at most \(maxEventBytes) bytes of data; the stream sent more without an empty line"
                )
            }
            pending.data.append(contentsOf: value)
            pending.data.append(ASCII.lineFeed)
        } else if name.elementsEqual("event".utf8) {
            pending.event = String(decoding: value, as: UTF8.self)
        } else if name.elementsEqual("id".utf8) {
            if !value.contains(0) { lastEventID = String(decoding: value, as: UTF8.self) }
        } else if name.elementsEqual("retry".utf8), let milliseconds = ASCII.decimal(value) {
            pending.retry = .milliseconds(milliseconds)
            reconnectionTime = pending.retry
        }
    }

    /// Ends the event at hand; one without a data line is dropped (step 2 of "dispatch the event").
    private mutating func dispatch() -> ServerSentEvent? {
        defer { pending = PendingEvent() }
        guard !pending.data.isEmpty else { return nil }
        return ServerSentEvent(
            event: pending.event.isEmpty ? "message" : pending.event,
            data: String(decoding: pending.data.dropLast(), as: UTF8.self),
            id: lastEventID,
            retry: pending.retry
        )
    }
}

extension ServerSentEventDecoder {
    /// The buffers of the standard, for the event being read.
    private struct PendingEvent: Sendable {
        /// Every data line followed by a line feed, so that an empty line differs from no line.
        var data: [UInt8] = []
        var event = ""
        var retry: Duration?
    }
}
