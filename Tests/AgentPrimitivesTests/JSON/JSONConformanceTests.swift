internal import AgentPrimitives
internal import Foundation
internal import Testing

@Suite("JSON parsing conformance")
struct JSONConformanceTests {
    struct Case: Decodable {
        let name: String
        let expect: String
        let base64: String
    }

    @Test(
        "every case of the suite is accepted or rejected as asked",
        .enabled(if: Self.file != nil, "no conformance data beside the checkout"))
    func suite() throws {
        let file = try #require(Self.file)
        let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
        #expect(cases.count > 100)
        for entry in cases {
            let document = Array(try #require(Data(base64Encoded: entry.base64)))
            let value = try? JSONValue(parsing: document)
            switch entry.expect {
            case "accept": #expect(value != nil, "\(entry.name) must be accepted")
            case "reject": #expect(value == nil, "\(entry.name) must be rejected")
            default: break
            }
            if let value {
                #expect(try JSONValue(parsing: value.serialized()) == value, "\(entry.name) must survive a round trip")
            }
        }
    }

    /// The case file in `shared/conformance`, which lies beside the checkout, or nil when absent.
    private static let file: URL? = {
        var folder = URL(filePath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let file = folder.appending(path: "shared/conformance/json-parsing/cases.json")
            if FileManager.default.fileExists(atPath: file.path) { return file }
        }
        return nil
    }()
}
