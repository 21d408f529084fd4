internal import AgentPrimitives
internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct JSONCheckCommandTests {
    @Test func acceptsADocument() async throws {
        let run = try await CapturedRun(["json", "check", "-"], input: #"{"a":[1,2.5e3,"é",null]}"#)
        #expect(run.code == .success)
        #expect(run.output == "standard input: valid JSON\n")
        #expect(run.errors == "")
    }

    @Test func pointsToTheFault() async throws {
        let file = try TemporaryStream(Array("{\n  \"a\": tru\n}".utf8))
        let run = try await CapturedRun(["json", "check", file.path])
        #expect(run.code == .failed)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("error: \(file.path):2:11: expected 'true'"))

        let json = try await CapturedRun(["json", "check", file.path, "--json"])
        #expect(json.code == .failed)
        #expect(json.errors == "")
        let document = try json.document
        #expect(document["valid"] == false)
        #expect(document["error"]?.objectValue?.keys == ["code", "message", "offset", "line", "column"])
        #expect(document["error"]?["code"] == "invalidLiteral")
        #expect(document["error"]?["offset"] == 12)
        #expect(document["error"]?["line"] == 2)
        #expect(document["error"]?["column"] == 11)
    }

    @Test(arguments: [
        ("", "unexpectedEnd"), ("{\"a\":1,}", "unexpectedByte"), ("\"\u{1}\"", "controlCharacter"),
        ("1 2", "trailingData"), ("\u{feff}1", "byteOrderMark"),
        (String(repeating: "[", count: 100_000), "depthExceeded"),
    ])
    func namesTheFault(text: String, code: String) async throws {
        let run = try await CapturedRun(["json", "check", "--json", "-"], input: text)
        #expect(run.code == .failed)
        #expect(try run.document["error"]?["code"] == .string(code))
    }

    @Test func refusesInvalidUTF8() async throws {
        let run = try await CapturedRun(["json", "check", "--json", "-"], input: [0x22, 0xff, 0x22])
        #expect(run.code == .failed)
        #expect(try run.document["error"]?["code"] == "invalidUTF8")
    }

    @Test func refusesWhatItCannotRead() async throws {
        let missing = try await CapturedRun(["json", "check", "/nowhere/x.json"])
        #expect(missing.code == .failed)
        #expect(missing.errors.hasPrefix("error: /nowhere/x.json cannot be read. expected"))
        let folder = try await CapturedRun(["json", "check", "--json", "/"])
        #expect(folder.code == .failed)
        #expect(try folder.document["error"]?["code"] == "unreadable")
    }

    @Test func keepsToTheSizeLimit() async throws {
        let fits = try await CapturedRun(["json", "check", "-", "--max-bytes", "4"], input: "true")
        #expect(fits.code == .success)
        let over = try await CapturedRun(["json", "check", "-", "--json", "--max-bytes", "3"], input: "true")
        #expect(over.code == .failed)
        #expect(try over.document["error"]?["code"] == "inputTooLarge")
    }

    @Test func keepsToTheDepthLimit() async throws {
        let fits = try await CapturedRun(["json", "check", "-", "--max-depth", "2"], input: "[[]]")
        #expect(fits.code == .success)
        let over = try await CapturedRun(["json", "check", "-", "--json", "--max-depth", "2"], input: "[[[]]]")
        #expect(over.code == .failed)
        #expect(try over.document["error"]?["code"] == "depthExceeded")
    }

    @Test(.enabled(if: ConformanceData.isPresent, ConformanceData.absence))
    func conformance() async throws {
        let cases = try #require(try ConformanceData.document("json-parsing/cases.json").arrayValue)
        for example in cases {
            let name = try #require(example["name"]?.stringValue)
            let base64 = try #require(example["base64"]?.stringValue)
            let bytes = try #require(Data(base64Encoded: base64))
            let run = try await CapturedRun(["json", "check", "--json", "-"], input: Array(bytes))
            switch example["expect"]?.stringValue {
            case "accept": #expect(run.code == .success, "\(name)")
            case "reject": #expect(run.code == .failed, "\(name)")
            default: #expect([.success, .failed].contains(run.code), "\(name)")
            }
            #expect(try run.document["valid"] == .bool(run.code == .success), "\(name)")
        }
        #expect(cases.count > 100)
    }
}
