@testable internal import AgentNetwork

/// What a parser made of a stream of requests, in a form that does not depend on how the stream was cut.
struct HTTPRequestTranscript: Equatable {
    struct Request: Equatable {
        var head: HTTPRequestHead
        var body: [UInt8] = []
        /// nil for a request that did not end.
        var trailers: HTTPHeaders?

        var bodyText: String { String(decoding: body, as: UTF8.self) }
    }

    var requests: [Request] = []
    var rejection: HTTPRejection?

    init(of pieces: [[UInt8]], limits: HTTPMessageLimits = HTTPMessageLimits()) {
        var parser = HTTPRequestParser(limits: limits)
        do throws(HTTPRejection) {
            for piece in pieces {
                parser.feed(piece)
                while let event = try parser.next() { take(event) }
            }
        } catch {
            rejection = error
        }
    }

    init(of text: String, limits: HTTPMessageLimits = HTTPMessageLimits()) {
        self.init(of: [Array(text.utf8)], limits: limits)
    }

    private mutating func take(_ event: HTTPRequestParser.Event) {
        switch event {
        case .head(let head): requests.append(Request(head: head))
        case .body(let bytes): requests[requests.count - 1].body += bytes
        case .end(let trailers): requests[requests.count - 1].trailers = trailers
        }
    }
}
