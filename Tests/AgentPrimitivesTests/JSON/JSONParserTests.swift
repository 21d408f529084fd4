internal import AgentPrimitives
internal import Testing

@Suite("JSON parser")
struct JSONParserTests {
    @Test("values of every kind")
    func kinds() throws {
        let value = try JSONValue(
            parsing: #" { "a" : [ null , true , false , -1.50 , "x" ] , "b" : { } , "c" : [ ] } "#)
        #expect(
            value == [
                "a": [nil, true, false, .number(try #require(JSONNumber(text: "-1.50"))), "x"], "b": [:], "c": [],
            ])
    }

    @Test(
        "escapes",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""A\u0042\u00e9\u20AC""#, "ABé€"),
            (#""\ud83d\uDE00 and 😀""#, "😀 and 😀"),
            (#""\u0000""#, "\u{0}"),
            (
                #""a run long enough for a vector\nand another one after it""#,
                "a run long enough for a vector\nand another one after it"
            ),
        ])
    func escapes(document: String, text: String) throws {
        #expect(try JSONValue(parsing: document) == .string(text))
    }

    @Test("a special byte is found at every offset of a vector", arguments: 0..<40)
    func specialAtEveryOffset(length: Int) throws {
        for filler in ["a", "é"] {
            let text = String(repeating: filler, count: length)
            #expect(try JSONValue(parsing: "\"\(text)\"") == .string(text))
            #expect(try JSONValue(parsing: "\"\(text)\\n\(text)\"") == .string("\(text)\n\(text)"))
            #expect(throws: JSONError.self) { try JSONValue(parsing: "\"\(text)\n\(text)\"") }
            #expect(throws: JSONError.self) { try JSONValue(parsing: "\"\(text)") }
        }
    }

    @Test(
        "errors say what and where",
        arguments: [
            ("", JSONError.Code.unexpectedEnd, 0, 1, 1),
            ("  ", .unexpectedEnd, 2, 1, 3),
            ("[1,]", .unexpectedByte, 3, 1, 4),
            ("[1 2]", .unexpectedByte, 3, 1, 4),
            ("{\"a\":1,}", .unexpectedByte, 7, 1, 8),
            ("{\"a\" 1}", .unexpectedByte, 5, 1, 6),
            ("{a:1}", .unexpectedByte, 1, 1, 2),
            ("{\n  \"é\": x\n}", .unexpectedByte, 10, 2, 8),
            ("[\r\n 1,\r\n 2\r\n", .unexpectedEnd, 12, 4, 1),
            ("nul", .unexpectedEnd, 3, 1, 4),
            ("nulL", .invalidLiteral, 3, 1, 4),
            ("01", .invalidNumber, 1, 1, 2),
            ("-x", .invalidNumber, 1, 1, 2),
            ("1.", .unexpectedEnd, 2, 1, 3),
            ("1e+", .unexpectedEnd, 3, 1, 4),
            ("1.x", .invalidNumber, 2, 1, 3),
            ("+1", .unexpectedByte, 0, 1, 1),
            ("NaN", .unexpectedByte, 0, 1, 1),
            ("1 2", .trailingData, 2, 1, 3),
            ("\"a", .unexpectedEnd, 2, 1, 3),
            ("\"\\x\"", .invalidEscape, 2, 1, 3),
            ("\"\\u12g4\"", .invalidEscape, 5, 1, 6),
            ("\"\t\"", .controlCharacter, 1, 1, 2),
            ("\"ab\\ud800\"", .loneSurrogate, 3, 1, 4),
            ("\"\\ud800\\u0041\"", .loneSurrogate, 1, 1, 2),
            ("\"\\udc00\"", .loneSurrogate, 1, 1, 2),
            ("\u{FEFF}1", .byteOrderMark, 0, 1, 1),
            ("[\u{0}]", .unexpectedByte, 1, 1, 2),
        ])
    func errors(document: String, code: JSONError.Code, offset: Int, line: Int, column: Int) throws {
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: document) }
        #expect(error.code == code)
        #expect(error.position?.offset == offset)
        #expect(error.position?.line == line)
        #expect(error.position?.column == column)
        #expect(error.message.contains("expected"))
        #expect(error.message.contains("found"))
    }

    @Test("messages name the way out")
    func messages() {
        #expect(
            message(of: "[1,\n]")
                == "line 2, column 1 (byte 4): expected a JSON value, found ']'; remove a trailing comma or close what is still open"
        )
        #expect(
            message(of: "{'a':1}")
                == "line 1, column 2 (byte 1): expected a key in double quotes or '}', found '''; write strings in double quotes"
        )
        #expect(
            message(of: "[")
                == "line 1, column 2 (byte 1): expected a JSON value, found the end of the document; check that the document is complete"
        )
    }

    @Test(
        "malformed UTF-8 is refused where it starts",
        arguments: [
            ([0xC0, 0xAF], 0), ([0xE0, 0x80, 0x80], 0), ([0xED, 0xA0, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0),
            ([0xF5, 0x80, 0x80, 0x80], 0),
            ([0x80], 0), ([0xC3], 0), ([0xC3, 0xA9, 0xE2, 0x82], 2), ([0xF0, 0x9F, 0x98], 0), ([0xFF], 0),
            ([0x61, 0xFE], 1),
        ] as [([UInt8], Int)])
    func malformedUTF8(bytes: [UInt8], bad: Int) throws {
        let escape = Array(#"\n"#.utf8)
        for padding in [[], Array(repeating: UInt8(ascii: "a"), count: 20), escape] {
            let document = [UInt8(ascii: "\"")] + padding + bytes + [UInt8(ascii: "\"")]
            let error = try #require(throws: JSONError.self) { try JSONValue(parsing: document) }
            #expect(error.code == .invalidUTF8)
            #expect(error.position?.offset == 1 + padding.count + bad)
        }
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
    }

    @Test("malformed UTF-8 counts before what follows it in a string")
    func malformedUTF8First() throws {
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: Array("\"a".utf8) + [0xFF, 0x0A]) }
        #expect(error.code == .invalidUTF8)
        #expect(error.position?.offset == 2)
    }

    @Test("a document cut short anywhere is an error")
    func everyPrefix() {
        let document = Array(#"{"a":[1.5e3,"x\n\ud83d\ude00é",true,null],"b":{"c":-0}}"#.utf8)
        for count in document.indices {
            #expect(throws: JSONError.self) { try JSONValue(parsing: document[..<count]) }
        }
        #expect(throws: Never.self) { try JSONValue(parsing: document) }
    }

    @Test("every entry point reads the same")
    func entryPoints() throws {
        let text = #"{"a":[1,"é"]}"#
        let bytes = Array(text.utf8)
        let value = try JSONValue(parsing: bytes)
        #expect(try JSONValue(parsing: text) == value)
        #expect(try JSONValue(parsing: "x\(text)".dropFirst()) == value)
        #expect(try JSONValue(parsing: ([0] + bytes + [0])[1...bytes.count]) == value)
        #expect(try JSONValue(parsing: bytes.span.bytes) == value)
        #expect(try bytes.withUnsafeBytes { try JSONValue(parsing: $0) } == value)
        #expect(try JSONValue(parsing: AnySequence(bytes)) == value)
        #expect(throws: JSONError.self) { try JSONValue(parsing: RawSpan()) }
    }

    @Test("a document over the size limit is refused")
    func sizeLimit() throws {
        let limits = JSONParsingLimits(maximumBytes: 5)
        #expect(try JSONValue(parsing: "[1,2]", limits: limits) == [1, 2])
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: "[1,23]", limits: limits) }
        #expect(error.code == .sizeExceeded)
        #expect(error.position?.offset == 5)
        for bytes in [0, -1] {
            #expect(throws: JSONError.self) {
                try JSONValue(parsing: "1", limits: JSONParsingLimits(maximumBytes: bytes))
            }
        }
    }

    private func message(of document: String) -> String? {
        do {
            _ = try JSONValue(parsing: document)
            return nil
        } catch {
            return error.description
        }
    }
}
