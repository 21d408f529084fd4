internal import AgentNetwork
internal import AgentRuntime
internal import COpenSSL
internal import CSQLite
internal import Foundation

/// Looks at everything that an agent needs on this machine, and says what to do about what is missing.
struct Doctor: Sendable {
    let builder: AgentBuilder
    let io: CommandIO
    /// Asks model servers whether they are there.
    var probe: any ModelServerProbing = HTTPModelServerProbe()

    func examine() async -> [DoctorFinding] {
        var findings = [system, toolchain, sqlite, openSSL, terminal, workspace, configuration]
        findings.append(await sessions())
        findings.append(await model())
        findings.append(await modelServers())
        return findings
    }

    // MARK: This machine

    private var system: DoctorFinding {
        let process = ProcessInfo.processInfo
        return DoctorFinding(
            "system", .ok, "\(process.operatingSystemVersionString), \(process.activeProcessorCount) cores")
    }

    private var toolchain: DoctorFinding {
        let folders = (builder.environment["PATH"] ?? "").split(separator: ":")
        guard let path = folders.map({ "\($0)/swift" }).first(where: FileManager.default.isExecutableFile) else {
            return DoctorFinding(
                "swift", .warn, "there is no swift on the search path; agents run, what init makes cannot be built",
                advice: "Swift 6.2 or newer from swift.org")
        }
        return DoctorFinding("swift", .ok, path)
    }

    private var sqlite: DoctorFinding {
        DoctorFinding("sqlite", .ok, "SQLite \(String(cString: sqlite3_libversion()))")
    }

    private var openSSL: DoctorFinding {
        DoctorFinding("openssl", .ok, String(cString: OpenSSL_version(OPENSSL_VERSION)))
    }

    private var terminal: DoctorFinding {
        let isTerminal = io.output.isTerminal
        return DoctorFinding(
            "terminal", .ok, isTerminal ? "standard output is a terminal" : "standard output is no terminal: no colours"
        )
    }

    // MARK: This workspace

    private var workspace: DoctorFinding {
        do {
            return DoctorFinding("workspace", .ok, try builder.folders().workspace)
        } catch {
            return DoctorFinding("workspace", failed: error)
        }
    }

    private var configuration: DoctorFinding {
        do {
            let settings = try builder.checkedSettings()
            guard settings.warnings.isEmpty else {
                return DoctorFinding("configuration", .warn, settings.warnings.joined(separator: " "))
            }
            return DoctorFinding("configuration", .ok, "\(settings.models.count) models, the policy can be read")
        } catch {
            return DoctorFinding("configuration", failed: error)
        }
    }

    private func sessions() async -> DoctorFinding {
        do {
            let folder = try builder.folders().state
            let count = try await builder.withArchive { try await $0.sessions().count }
            guard Self.isWritable(folder) else {
                return DoctorFinding(
                    "sessions", .fail, "\(folder) may not be written", advice: "other rights, or --state DIR")
            }
            return DoctorFinding("sessions", .ok, "\(count) in \(folder)")
        } catch {
            return DoctorFinding("sessions", failed: error)
        }
    }

    /// Whether a folder can be written, or made.
    private static func isWritable(_ folder: String) -> Bool {
        var place = URL(fileURLWithPath: folder)
        while !FileManager.default.fileExists(atPath: place.path), place.path != "/" { place.deleteLastPathComponent() }
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) && isFolder.boolValue
            && FileManager.default.isWritableFile(atPath: place.path)
    }

    // MARK: Models

    private func model() async -> DoctorFinding {
        do {
            let model = try await builder.chooseModel()
            guard model.provider == ExtractiveModel().metadata.provider else {
                return DoctorFinding("model", .ok, "\(model.name), because \(model.reason)")
            }
            return DoctorFinding(
                "model", .warn, "\(model.name), which quotes files and computes, because \(model.reason)",
                advice: "OPENAI_API_KEY, a model server on this machine, or models in .agent/agent.json")
        } catch {
            return DoctorFinding("model", failed: error)
        }
    }

    private func modelServers() async -> DoctorFinding {
        let servers = LocalModelServer.wellKnown
        let answers = await withTaskGroup(of: (Int, Int?).self) { group in
            for (index, server) in servers.enumerated() {
                group.addTask { (index, await probe.models(servedBy: server)?.count) }
            }
            return await group.reduce(into: [Int: Int]()) { answers, answer in answers[answer.0] = answer.1 }
        }
        let lines = servers.enumerated().compactMap { index, server in
            answers[index].map { "\(server.label) at \(server.baseURL) (\($0) models)" }
        }
        return DoctorFinding(
            "model servers", .ok, lines.isEmpty ? "none answers on this machine" : lines.joined(separator: ", "))
    }
}
