extension CommandGroup {
    /// Every command of the tool; a new one is added here and nowhere else.
    static let root = CommandGroup(
        name: "agent-cli",
        summary: "Runs agents on this machine, records what they do and replays it",
        members: [
            .command(InitCommand()),
            .command(RunCommand()),
            .command(ChatCommand()),
            .command(ServeCommand()),
            .command(ModelsCommand()),
            .command(SessionsCommand()),
            .command(InspectCommand()),
            .command(ReplayCommand()),
            .command(ResumeCommand()),
            .command(ForkCommand()),
            .command(DiffCommand()),
            .group(
                CommandGroup(
                    name: "log", summary: "Keeps the file of sessions: checks, copies, rescues and prunes it",
                    members: [
                        .command(LogVerifyCommand()), .command(LogBackupCommand()), .command(LogSalvageCommand()),
                        .command(LogPruneCommand()),
                    ])),
            .group(
                CommandGroup(
                    name: "tools", summary: "Shows and calls the agent's tools",
                    members: [
                        .command(ToolsListCommand()), .command(ToolsSchemaCommand()), .command(ToolsCallCommand()),
                    ])),
            .group(
                CommandGroup(
                    name: "memory", summary: "Keeps, finds and erases what the agent remembers",
                    members: [
                        .command(MemoryPutCommand()), .command(MemoryGetCommand()), .command(MemorySearchCommand()),
                        .command(MemoryStatsCommand()), .command(MemoryExportCommand()), .command(MemoryEraseCommand()),
                    ])),
            .group(
                CommandGroup(
                    name: "config", summary: "Shows and checks the settings",
                    members: [.command(ConfigShowCommand()), .command(ConfigCheckCommand())])),
            .command(DoctorCommand()),
            .group(
                CommandGroup(
                    name: "mxp", summary: "Encodes and decodes MXP messages",
                    members: [.command(MXPDecodeCommand()), .command(MXPEncodeCommand())])),
            .group(
                CommandGroup(
                    name: "json", summary: "Checks JSON documents", members: [.command(JSONCheckCommand())])),
            .command(CompletionsCommand()),
            .command(HelpCommand()),
        ])
}
