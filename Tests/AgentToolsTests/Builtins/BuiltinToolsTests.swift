import AgentPrimitives
import AgentTools
import Testing

@Suite struct BuiltinToolsTests {
    @Test("Everything built in computes or reads, and may be run again")
    func declarations() throws {
        let folder = try TemporaryFolder()
        let registry = try ToolRegistry(BuiltinTools.all(workspace: Workspace(root: folder.path)))
        #expect(registry.descriptors.map(\.name) == ["fs.read", "fs.list", "fs.search", "calc", "clock.now"])
        for tool in registry.descriptors {
            #expect(tool.idempotency == .pure)
            #expect(tool.effect == (tool.name.hasPrefix("fs.") ? .read : .compute))
            #expect(tool.requiredCapabilities == (tool.name.hasPrefix("fs.") ? ["fs.read"] : []))
        }
    }
}
