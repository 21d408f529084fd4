internal import AgentPrimitives
internal import Testing

@Suite("Canonical JSON")
struct CanonicalJSONTests {
    @Test(
        "numbers of RFC 8785 appendix B",
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
            (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"), (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"), (0xC340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
            (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"), (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"),
            (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"),
            (0xBECB_F647_612F_3696, "-0.0000033333333333333333"), (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func appendixB(bits: UInt64, text: String) throws {
        let number = try #require(JSONNumber(Double(bitPattern: bits)))
        #expect(try canonical(.number(number)) == text)
    }

    @Test("the example of RFC 8785 section 3.2.2")
    func example() throws {
        let document = #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let expected =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try canonical(JSONValue(parsing: document)) == expected)
    }

    @Test("keys sort by UTF-16 code unit, as in RFC 8785 section 3.2.3")
    func sorting() throws {
        let value: JSONValue = [
            "\u{20AC}": "Euro Sign", "\r": "Carriage Return", "\u{FB33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\u{1F600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{F6}": "Latin Small Letter O With Diaeresis",
        ]
        let sorted = try JSONValue(parsing: canonical(value)).objectValue?.compactMap(\.value.stringValue)
        #expect(
            sorted == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ])
    }

    @Test("the order of keys is that of their UTF-16 views")
    func sortingMatchesUTF16() throws {
        var random = JSONTestRandom(seed: 16)
        let scalars = "aZ\u{7F}é\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFD}\u{10000}😀\u{10FFFF}".unicodeScalars.map(
            String.init)
        for _ in 0..<500 {
            let keys = (0..<8).map { _ in
                (0..<Int.random(in: 0..<3, using: &random)).map { _ in scalars.randomElement(using: &random) ?? "" }
                    .joined()
            }
            let object = JSONObject(keys.map { (key: $0, value: nil) })
            let expected = Set(keys.map { Array($0.utf16) }).sorted { $0.lexicographicallyPrecedes($1) }
            let written = try JSONValue(parsing: CanonicalJSON.encode(.object(object))).objectValue?.keys
            #expect(written?.map { Array($0.utf16) } == expected)
        }
    }

    @Test("of duplicate keys the last counts")
    func duplicates() throws {
        #expect(try canonical(["b": 1, "a": 2, "b": 3, "a": ["y": 1, "x": 2]]) == #"{"a":{"x":2,"y":1},"b":3}"#)
        #expect(try canonical(["a": 1, "a": 2]) == #"{"a":2}"#)
    }

    @Test(
        "number texts",
        arguments: [
            ("-0", "0", "0"), ("1.0", "1", "1"), ("1e2", "100", "100"), ("0.10", "0.1", "0.1"),
            ("1E-7", "1e-7", "1e-7"), ("-12.50", "-12.5", "-12.5"),
            ("100000000000000000000", "100000000000000000000", "100000000000000000000"), ("1e21", "1e+21", "1e+21"),
            ("9007199254740993", "9007199254740992", "9007199254740993"),
            ("9007199254740993.0", "9007199254740992", "9007199254740993"),
            ("18446744073709551615", "18446744073709552000", "18446744073709551615"),
            ("0.1000000000000000000001", "0.1", "0.1000000000000000000001"),
            ("1e-400", "0", "1e-400"), ("123456789012345", "123456789012345", "123456789012345"),
        ])
    func numberTexts(text: String, ecmaScript: String, exact: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(try canonical(value) == ecmaScript)
        #expect(try canonical(value, numbers: .exact) == exact)
    }

    @Test("a number beyond a double is an error with its path, or kept")
    func notRepresentable() throws {
        let value: JSONValue = ["a/b": [0, ["c": try JSONValue(parsing: "-1e400")]]]
        let error = try #require(throws: JSONError.self) { try CanonicalJSON.encode(value) }
        #expect(error.code == .numberNotRepresentable)
        #expect(error.path?.description == "/a~1b/1/c")
        #expect(error.position == nil)
        #expect(try canonical(value, numbers: .exact) == #"{"a/b":[0,{"c":-1e400}]}"#)
    }

    @Test("doubles read back as themselves")
    func doubles() throws {
        var random = JSONTestRandom(seed: 2)
        for _ in 0..<5_000 {
            let value = Double(bitPattern: random.next())
            guard let number = JSONNumber(value) else { continue }
            #expect(try Double(canonical(.number(number))) == value)
            #expect(try canonical(.number(number)) == canonical(.number(number), numbers: .exact))
        }
    }

    private func canonical(_ value: JSONValue, numbers: CanonicalJSON.Numbers = .ecmaScript) throws -> String {
        String(decoding: try CanonicalJSON.encode(value, numbers: numbers), as: UTF8.self)
    }
}
