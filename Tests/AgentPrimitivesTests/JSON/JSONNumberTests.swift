internal import AgentPrimitives
internal import Testing

@Suite("JSON numbers")
struct JSONNumberTests {
    @Test(
        "the text survives byte for byte",
        arguments: [
            "0", "-0", "1.0", "1e400", "-1E-400", "9223372036854775807", "18446744073709551615", "0.10",
            String(repeating: "1234567890", count: 10), "1e+99999999999999999999999999",
        ])
    func keepsText(text: String) throws {
        #expect(try JSONValue(parsing: text).serialized() == Array(text.utf8))
        #expect(JSONNumber(text: text)?.text == text)
    }

    @Test(
        "text that is no JSON number is refused",
        arguments: ["", "-", "+1", "01", "-01", ".5", "1.", "1e", "1e+", " 1", "1 ", "NaN", "inf", "0x1", "1é", "١"])
    func refusesText(text: String) {
        #expect(JSONNumber(text: text) == nil)
    }

    @Test(
        "64-bit integers are exact",
        arguments: [
            ("0", 0, 0), ("-0", 0, 0), ("1.0", 1, 1), ("1e2", 100, 100), ("12300e-2", 123, 123),
            ("0e99999999999999999999", 0, 0), ("-7", -7, nil),
            ("9223372036854775807", Int64.max, UInt64(Int64.max)), ("-9223372036854775808", Int64.min, nil),
            ("-9.223372036854775808e18", Int64.min, nil),
            ("9223372036854775808", nil, 9_223_372_036_854_775_808), ("18446744073709551615", nil, UInt64.max),
            ("184467440737095516150e-1", nil, UInt64.max),
            ("18446744073709551616", nil, nil), ("1.5", nil, nil), ("1e-1", nil, nil), ("1e400", nil, nil),
            ("1e99999999999999999999", nil, nil), ("1e-99999999999999999999", nil, nil),
        ] as [(String, Int64?, UInt64?)])
    func integers(text: String, signed: Int64?, unsigned: UInt64?) throws {
        let number = try #require(JSONNumber(text: text))
        #expect(number.int64 == signed)
        #expect(number.uint64 == unsigned)
    }

    @Test("integers and doubles become text")
    func makesText() {
        #expect(JSONNumber(Int64.min).text == "-9223372036854775808")
        #expect(JSONNumber(UInt64.max).text == "18446744073709551615")
        #expect(JSONNumber(0.1)?.text == "0.1")
        #expect(JSONNumber(1.0)?.text == "1.0")
        #expect(JSONNumber(-0.0)?.text == "-0.0")
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONNumber(-Double.infinity) == nil)
    }

    @Test("every double reads back as itself")
    func doubles() throws {
        var random = JSONTestRandom(seed: 1)
        for _ in 0..<5_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            let number = try #require(JSONNumber(value))
            #expect(try JSONValue(parsing: number.text) == .number(number))
            #expect(number.double?.bitPattern == value.bitPattern)
        }
        #expect(JSONNumber(text: "1e400")?.double == nil)
        #expect(JSONNumber(text: "1e-400")?.double == 0)
    }

    @Test(
        "numerically equal",
        arguments: [
            ("1", "1.0"), ("1", "10e-1"), ("100", "1e2"), ("1.50", "15E-1"), ("0", "-0.000e5"), ("-2", "-0.02e2"),
            ("1e400", "10e399"), ("0.001e403", "1e400"),
            ("1e99999999999999999999999999", "10e99999999999999999999999998"),
            ("1e-100000000000000000000", "0.1e-99999999999999999999"),
            ("1e-0001", "0.1"), ("1e00000000000000000000000000001", "10"),
        ])
    func equal(left: String, right: String) throws {
        let (left, right) = (try #require(JSONNumber(text: left)), try #require(JSONNumber(text: right)))
        #expect(left.isNumericallyEqual(to: right))
        #expect(right.isNumericallyEqual(to: left))
        #expect(left != right)
    }

    @Test(
        "numerically different",
        arguments: [
            ("1", "-1"), ("1", "1.0000000000000000000000000001"), ("9007199254740993", "9007199254740992"),
            ("1e400", "1e401"), ("0", "1e-400"), ("1", "10"),
            ("1e99999999999999999999", "1e-99999999999999999999"), ("1e99999999999999999999", "1e99999999999999999998"),
            ("12", "1e12"), ("1e18446744073709551616", "1"),
        ])
    func different(left: String, right: String) throws {
        let (left, right) = (try #require(JSONNumber(text: left)), try #require(JSONNumber(text: right)))
        #expect(!left.isNumericallyEqual(to: right))
        #expect(!right.isNumericallyEqual(to: left))
    }

    @Test(
        "a number of any size knows whether it is an integer",
        arguments: [
            ("1", true), ("1.0", true), ("1.5", false), ("15e-1", false), ("150e-1", true), ("0.0", true),
            ("1e400", true), ("1e-400", false),
            ("1.5e99999999999999999999", true), ("1e-99999999999999999999", false),
        ])
    func isInteger(text: String, expected: Bool) {
        #expect(JSONNumber(text: text)?.isInteger == expected)
    }
}
