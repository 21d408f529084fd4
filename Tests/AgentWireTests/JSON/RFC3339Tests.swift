internal import AgentPrimitives
internal import Testing

@testable internal import AgentWire

@Suite struct RFC3339Tests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.5Z", -500_000),
            ("2026-01-31T09:30:00Z", 1_769_851_800_000_000),
            ("2026-01-31t10:30:00.000000+01:00", 1_769_851_800_000_000),
            ("2026-01-31 04:00:00-05:30", 1_769_851_800_000_000),
            ("2026-01-31T09:30:00.123456789Z", 1_769_851_800_123_456),
            ("2024-02-29T00:00:00z", 1_709_164_800_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
        ] as [(String, Int64)])
    func reads(text: String, microseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-01-31T09:30Z", "2026-01-31T09:30:00", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+0100",
        "2026-01-01T00:00:00Z ", "+026-01-01T00:00:00Z", "２026-01-01T00:00:00Z",
    ])
    func refuses(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func readsWhatItWrites() {
        // From year 0 to 9999, at a step that visits every time of day.
        for second in stride(from: -62_167_219_200, through: 253_402_300_799, by: 86_400 * 97 + 12_345) {
            let instant = Timestamp(microseconds: Int64(second) * 1_000_000 + 123_456)
            #expect(Timestamp(rfc3339: instant.description) == instant)
        }
    }
}
