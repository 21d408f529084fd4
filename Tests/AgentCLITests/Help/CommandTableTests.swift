internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct CommandTableTests {
    @Test func theDocumentationIsUpToDate() throws {
        let repository = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: repository.appendingPathComponent("docs/commands.md"), encoding: .utf8)
        #expect(page == CommandTable(.root).render(), "run make docs")
    }

    @Test func escapesTheColumnSeparator() {
        #expect(CommandTable(.root).render().contains(#"--hex H\|-"#))
    }
}
