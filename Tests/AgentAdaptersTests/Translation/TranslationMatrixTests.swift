import AgentAdapters
import Foundation
import Testing

@Suite("The translation matrix")
struct TranslationMatrixTests {
    @Test("stands in the documentation as the code gives it")
    func isUpToDate() throws {
        let repository = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: repository.appendingPathComponent("docs/translation.md"), encoding: .utf8)
        #expect(page == TranslationMatrix().page, "run make docs")
    }
}
