internal import AgentPrimitives
import Testing

@testable internal import AgentNetwork

struct HTTPTracingTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func `Reads and writes a context`() throws {
        let context = try #require(HTTPTraceContext(traceParent: Self.parent))
        #expect(context.traceHigh == 0x4bf9_2f35_77b3_4da6 && context.traceLow == 0xa3ce_929d_0e0e_4736)
        #expect(context.spanID == 0x00f0_67aa_0ba9_02b7 && context.isSampled)
        #expect(context.traceParent == Self.parent)
        #expect(context.traceID == TraceID(rawValue: 0xa3ce_929d_0e0e_4736))
    }

    @Test(arguments: [
        "00-00000000000000000000000000000001-0000000000000001-00",
        "00-80000000000000000000000000000000-8000000000000000-01",
    ])
    func `Edges of the ids`(text: String) {
        #expect(HTTPTraceContext(traceParent: text)?.traceParent == text)
    }

    @Test(arguments: [
        "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
    ])
    func `What is no context`(text: String) {
        #expect(HTTPTraceContext(traceParent: text) == nil)
    }

    @Test func `A later version is read as far as it is known`() {
        let later = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03-what-comes-later"
        #expect(HTTPTraceContext(traceParent: later)?.traceParent == Self.parent)
    }

    @Test func `Damaged contexts never crash, and what is read is written the same`() {
        var random = SeededGenerator(seed: 9)
        var read = 0
        for _ in 0..<50_000 {
            let text = String(
                decoding: random.mutate(Array(Self.parent.utf8), spice: Array("-0fFg".utf8)), as: UTF8.self)
            guard let context = HTTPTraceContext(traceParent: text) else { continue }
            read += 1
            #expect(HTTPTraceContext(traceParent: context.traceParent) == context)
        }
        #expect(read > 1000)
    }

    @Test(
        arguments: [
            (["traceparent": parent, "tracestate": "a=1", "tracestate": "b=2"], true, "a=1,b=2"),
            (["traceparent": parent], true, nil),
            (["tracestate": "a=1"], false, nil),
            (["traceparent": "x", "tracestate": "a=1"], false, nil),
            (["traceparent": parent, "traceparent": parent], false, nil),
        ] as [(HTTPHeaders, Bool, String?)])
    func `Goes on with the caller's trace, or begins one`(headers: HTTPHeaders, goesOn: Bool, state: String?)
        async throws
    {
        let spans = Recorder<[HTTPSpan]>([])
        let tracing = HTTPTracing(
            random: SeededRandomSource(seed: 1), time: CountingTime(), isSampled: false
        ) { span in
            spans.change { $0.append(span) }
        }
        let router = try HTTPRouter(middleware: [tracing]) { routes in
            routes.get("/jobs/{id}") { request in
                var upstream = ["tracestate": "old=1"] as HTTPHeaders
                request.trace?.inject(into: &upstream)
                return HTTPServerResponse(headers: upstream)
            }
        }
        let response = try await answer(router.handler, .get, "/jobs/7", headers)
        let span = try #require(spans.value.first)
        #expect(spans.value.count == 1)
        #expect(response.headers["traceparent"] == span.context.traceParent)
        #expect(response.headers["tracestate"] == state)
        #expect(span.context.isSampled == goesOn)
        #expect(span.parentSpanID == (goesOn ? 0x00f0_67aa_0ba9_02b7 : nil))
        #expect((span.context.traceLow == 0xa3ce_929d_0e0e_4736) == goesOn)
        #expect(span.context.spanID != span.parentSpanID)
        #expect(span.route == "/jobs/{id}" && span.status == .ok && span.duration == .seconds(1))
    }

    @Test func `Errors have spans too`() async throws {
        let spans = Recorder<[HTTPSpan]>([])
        let router = try HTTPRouter(middleware: [HTTPTracing { span in spans.change { $0.append(span) } }]) { _ in }
        _ = try await answer(router.handler, "/none")
        #expect(spans.value.map(\.status) == [.notFound])
    }
}
