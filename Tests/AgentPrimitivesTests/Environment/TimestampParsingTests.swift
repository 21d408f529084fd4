internal import AgentPrimitives
internal import Testing

@Suite struct TimestampParsingTests {
    @Test(
        arguments: [
            0, 1, -1, 1_700_000_000_123_456, -2_208_988_800_000_000, 951_782_399_999_999, 951_868_800_000_000,
            253_402_300_799_999_999,
        ] as [Int64])
    func readsWhatItWrites(microseconds: Int64) {
        let time = Timestamp(microseconds: microseconds)
        #expect(Timestamp(time.description) == time)
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-02-30T00:00:00.000000Z", "2026-13-01T00:00:00.000000Z", "2026-01-31T24:00:00.000000Z",
        "2026-01-31T09:30:00.00000Z", "2026-01-31T09:30:00.000000+", "2026-01-31 09:30:00.000000Z",
        "２026-01-31T09:30:00.0000Z",
    ]) func refusesOtherForms(text: String) {
        #expect(Timestamp(text) == nil)
    }
}
