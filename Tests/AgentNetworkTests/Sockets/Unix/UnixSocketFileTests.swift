internal import CAgentSystem
internal import Foundation
import Testing

@testable internal import AgentNetwork

/// What a listener does to the file system.
@Suite(.timeLimit(.minutes(5)))
struct UnixSocketFileTests {
    private func mode(of path: String) throws -> UInt32 {
        var file = agent_unix_file()
        try #require(agent_unix_get_file(path, &file) == 0)
        return file.mode
    }

    /// A socket whose process is gone, as far as anybody can tell.
    private func leaveSocket(at path: String) throws {
        let descriptor = agent_socket_open_stream(AF_UNIX)
        var address = try UnixSocketPath(path).address
        try #require(agent_socket_bind(descriptor, &address) == 0)
        agent_close(descriptor)
    }

    private func number(of path: String) throws -> UInt64 {
        var file = agent_unix_file()
        try #require(agent_unix_get_file(path, &file) == 0)
        return file.number
    }

    @Test(arguments: [0o600, 0o660, 0o666, 0o700, 0o777, 0o000] as [UInt16])
    func `The file has the rights that were asked for, whatever the umask`(mode: UInt16) async throws {
        try await withFolder { folder in
            try await withGroup { group in
                var options = UnixListenerOptions()
                options.mode = mode
                let path = folder.file("s")
                let listener = try await UnixSocket.listen(path: path, options: options, group: group)
                #expect(try self.mode(of: path) == UInt32(mode))
                listener.close()
            }
        }
    }

    @Test func `By default only the owner may connect`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                let listener = try await UnixSocket.listen(path: path, group: group)
                #expect(try mode(of: path) == 0o600)
                #expect(try folder.contents() == ["s"])
                listener.close()
                #expect(try folder.contents().isEmpty)
                listener.close()
            }
        }
    }

    @Test func `A socket that was left behind is replaced`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                try leaveSocket(at: path)
                let listener = try await UnixSocket.listen(path: path, group: group)
                try await UnixSocket.connect(path: path, group: group).close()
                listener.close()
            }
        }
    }

    @Test func `A socket that was left behind stays when it is not to be replaced`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                try leaveSocket(at: path)
                var options = UnixListenerOptions()
                options.replacesStale = false
                await expectError(.addressInUse, phase: .listen) {
                    try await UnixSocket.listen(path: path, options: options, group: group)
                }
                #expect(try folder.contents() == ["s"])
            }
        }
    }

    @Test func `A path on which somebody listens is in use`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                var options = UnixListenerOptions()
                options.accepting.backlog = 1
                let listener = try await UnixSocket.listen(path: path, options: options, group: group)
                // Also once its queue is full, which the questions themselves fill.
                for _ in 0..<5 {
                    let error = await expectError(.addressInUse, phase: .listen) {
                        try await UnixSocket.listen(path: path, group: group)
                    }
                    #expect(error?.endpoint == .unix(path: path))
                }
                #expect(try folder.contents() == ["s"])
                listener.close()
            }
        }
    }

    @Test func `Files, folders and links are never touched`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let files = FileManager.default
                try Data("precious".utf8).write(to: URL(fileURLWithPath: folder.file("file")))
                try files.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: false)
                try leaveSocket(at: folder.file("stale"))
                try files.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: folder.file("file"))
                try files.createSymbolicLink(atPath: folder.file("dead"), withDestinationPath: folder.file("none"))
                try files.createSymbolicLink(atPath: folder.file("toStale"), withDestinationPath: folder.file("stale"))
                let before = try folder.contents()
                for name in ["file", "folder", "link", "dead", "toStale"] {
                    await expectError(.addressInUse, phase: .listen) {
                        try await UnixSocket.listen(path: folder.file(name), group: group)
                    }
                }
                #expect(try folder.contents() == before)
                #expect(files.contents(atPath: folder.file("file")) == Data("precious".utf8))
            }
        }
    }

    @Test(.enabled(if: getuid() == 0, "another user's file takes root's rights"))
    func `A socket of another user is not replaced`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                try leaveSocket(at: path)
                try #require(chown(path, 12_345, 12_345) == 0)
                let error = await expectError(.addressInUse, phase: .listen) {
                    try await UnixSocket.listen(path: path, group: group)
                }
                #expect(error?.message.contains("another user") == true)
                #expect(try folder.contents() == ["s"])
            }
        }
    }

    @Test func `A lock that is a link is not followed`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                try FileManager.default.createSymbolicLink(
                    atPath: path + ".lock", withDestinationPath: folder.file("victim"))
                await expectError(.system, phase: .listen) { try await UnixSocket.listen(path: path, group: group) }
                #expect(try folder.contents() == ["s.lock"])
            }
        }
    }

    @Test func `Closing removes the file only while it is the listener's own`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                let first = try await UnixSocket.listen(path: path, group: group)
                // Somebody tidies up and starts another listener.
                try FileManager.default.removeItem(atPath: path)
                let second = try await UnixSocket.listen(path: path, group: group)
                let number = try number(of: path)
                first.close()
                #expect(try self.number(of: path) == number)
                try await UnixSocket.connect(path: path, group: group).close()
                second.close()
                // Closed already, and the file that is there now may even have the old one's number.
                let third = try await UnixSocket.listen(path: path, group: group)
                first.close()
                second.close()
                #expect(try folder.contents() == ["s"])
                third.close()
                #expect(try folder.contents().isEmpty)
            }
        }
    }

    @Test func `Closing leaves a regular file that took the place`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                let listener = try await UnixSocket.listen(path: path, group: group)
                try FileManager.default.removeItem(atPath: path)
                try Data("precious".utf8).write(to: URL(fileURLWithPath: path))
                listener.close()
                #expect(FileManager.default.contents(atPath: path) == Data("precious".utf8))
            }
        }
    }

    @Test(arguments: [true, false])
    func `Of many that start at once exactly one gets the path`(isStale: Bool) async throws {
        try await withFolder { folder in
            try await withGroup(loopCount: 2) { group in
                for round in 0..<20 {
                    let path = folder.file("s\(round)")
                    if isStale { try leaveSocket(at: path) }
                    let listeners = await withTaskGroup(of: UnixListener?.self) { starters in
                        for _ in 0..<8 {
                            starters.addTask {
                                do throws(NetworkError) {
                                    return try await UnixSocket.listen(path: path, group: group)
                                } catch {
                                    #expect(error.code == .addressInUse, "\(error)")
                                    return nil
                                }
                            }
                        }
                        return await starters.reduce(into: [UnixListener]()) { if let one = $1 { $0.append(one) } }
                    }
                    #expect(listeners.count == 1)
                    // And it can be reached there.
                    try await UnixSocket.connect(path: path, group: group).close()
                    for listener in listeners { listener.close() }
                }
                #expect(try folder.contents().isEmpty)
            }
        }
    }

    @Test func `A starter that never ends is not waited for without limit`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                let lock = agent_unix_lock(path + ".lock")
                try #require(lock >= 0)
                var options = UnixListenerOptions()
                options.startTimeout = .milliseconds(30)
                await expectError(.addressInUse, phase: .listen) {
                    try await UnixSocket.listen(path: path, options: options, group: group)
                }
                agent_unix_unlock(path + ".lock", lock)
                try await UnixSocket.listen(path: path, options: options, group: group).close()
            }
        }
    }

    @Test func `A caller that is cancelled leaves nothing behind`() async throws {
        try await withFolder { folder in
            try await withGroup { group in
                let path = folder.file("s")
                for round in 0..<40 {
                    let listener = await withTaskGroup(of: UnixListener?.self) { tasks in
                        // Absence is what a cancelled caller gets.
                        tasks.addTask { try? await UnixSocket.listen(path: path, group: group) }
                        for _ in 0..<round { await Task.yield() }
                        tasks.cancelAll()
                        return await tasks.next() ?? nil
                    }
                    listener?.close()
                }
                // The last ones may still be binding or cleaning up; when they never end, the time limit ends this.
                var last: UnixListener?
                while last == nil { last = try? await UnixSocket.listen(path: path, group: group) }
                last?.close()
                while try !folder.contents().isEmpty { await Task.yield() }
            }
        }
    }
}
