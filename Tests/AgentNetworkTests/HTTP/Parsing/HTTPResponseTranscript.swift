@testable internal import AgentNetwork

/// What a parser made of a stream, in a form that does not depend on how the stream was cut.
struct HTTPResponseTranscript: Equatable {
    var head: HTTPResponseHead?
    var body = ""
    var trailers: HTTPHeaders?
    var allowsReuse = false

    /// Feeds the pieces and, unless the message ended by itself, the end of the stream.
    init(
        of pieces: [[UInt8]],
        method: HTTPMethod = .get,
        limits: HTTPMessageLimits = HTTPMessageLimits()
    ) throws(NetworkError) {
        var parser = HTTPResponseParser(requestMethod: method, limits: limits)
        var body: [UInt8] = []
        for piece in pieces {
            parser.feed(piece)
            while let event = try parser.next() { take(event, &body) }
        }
        if let event = try parser.finish() { take(event, &body) }
        self.body = String(decoding: body, as: UTF8.self)
        allowsReuse = parser.allowsReuse
    }

    private mutating func take(_ event: HTTPResponseParser.Event, _ body: inout [UInt8]) {
        switch event {
        case .head(let head): self.head = head
        case .body(let bytes): body += bytes
        case .end(let trailers): self.trailers = trailers
        }
    }
}
