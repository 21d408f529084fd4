@testable internal import AgentNetwork

/// What a decoder made of a stream, in a form that does not depend on how the stream was cut.
struct WebSocketTranscript: Equatable {
    var events: [WebSocketDecoder.Event] = []
    var violation: WebSocketViolation?

    init(
        of pieces: [[UInt8]],
        sentBy sender: WebSocketRole = .server,
        limits: WebSocketLimits = WebSocketLimits()
    ) {
        var decoder = WebSocketDecoder(sentBy: sender, limits: limits)
        do throws(WebSocketViolation) {
            for piece in pieces {
                decoder.feed(piece)
                while let event = try decoder.next() { events.append(event) }
            }
        } catch {
            violation = error
        }
    }
}
