import AgentPrimitives
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "RFC 3339 text",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (.min, "-290308-12-21T19:59:05.224192Z"),
            (.max, "294247-01-10T04:00:54.775807Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
            (1_700_000_000_123_456, "2023-11-14T22:13:20.123456Z"),
            (4_107_542_399_999_999, "2100-02-28T23:59:59.999999Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
        ])
    func text(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
    }

    @Test("time that went back is negative")
    func elapsed() {
        #expect(Timestamp(microseconds: 1).elapsed(since: Timestamp(microseconds: 3)) == .microseconds(-2))
    }
}
