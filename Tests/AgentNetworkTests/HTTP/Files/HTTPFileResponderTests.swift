internal import Foundation
import Testing

@testable internal import AgentNetwork

@Suite(.timeLimit(.minutes(5)))
struct HTTPFileResponderTests {
    private static let modified: Int64 = 784_111_777
    private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let large = [UInt8]((0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31) })

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("secret.txt", "secret")
        try folder.write("root/a.txt", "0123456789")
        try folder.write("root/empty.css", "")
        try folder.write("root/large.bin", Self.large)
        try folder.write("root/index.html", "<p>")
        try folder.write("root/sub/index.html", "<i>")
        try folder.write("root/bare/x y.json", "{}")
        try folder.write("root/.env", "KEY")
        try folder.link("root/out.txt", to: "../secret.txt")
        for name in ["a.txt", "empty.css", "large.bin", "index.html"] { try folder.date("root/\(name)", Self.modified) }
        return folder
    }

    private func router(_ responder: HTTPFileResponder) throws -> HTTPRouter {
        try HTTPRouter { $0.get("/f/{path...}", responder.handler) }
    }

    @Test func `Files over a connection`() async throws {
        let folder = try folder()
        let responder = HTTPFileResponder(root: folder.path + "/root")
        try await HTTPTestService.run(handler: try router(responder).handler) { service in
            let file = try await service.get("/f/a.txt")
            #expect(file.status == 200 && file.text == "0123456789")
            #expect(file.headers["Content-Type"] == "text/plain; charset=utf-8")
            #expect(file.headers["Content-Length"] == "10" && file.headers["Accept-Ranges"] == "bytes")
            #expect(file.headers["Last-Modified"] == Self.date && file.headers["X-Content-Type-Options"] == "nosniff")
            #expect(file.headers["Cache-Control"] == "no-cache")
            let tag = try #require(file.headers["ETag"])

            let known = try await service.get("/f/a.txt", ["If-None-Match": tag])
            #expect(known.status == 304 && known.body.isEmpty && known.headers["ETag"] == tag)
            #expect(known.headers["Content-Type"] == nil)
            #expect(try await service.get("/f/a.txt", ["If-Modified-Since": Self.date]).status == 304)
            let failed = try await service.get("/f/a.txt", ["If-Match": "\"other\""])
            #expect(failed.status == 412 && failed.headers["ETag"] == tag)

            let part = try await service.get("/f/a.txt", ["Range": "bytes=2-4", "If-Range": tag])
            #expect(part.status == 206 && part.text == "234" && part.headers["Content-Range"] == "bytes 2-4/10")
            let beyond = try await service.get("/f/a.txt", ["Range": "bytes=10-"])
            #expect(beyond.status == 416 && beyond.headers["Content-Range"] == "bytes */10")
            let several = try await service.get("/f/a.txt", ["Range": "bytes=0-1,4-5"])
            #expect(several.status == 200 && several.text == "0123456789")

            let empty = try await service.get("/f/empty.css")
            #expect(empty.status == 200 && empty.body.isEmpty && empty.headers["Content-Length"] == "0")
            #expect(try await service.get("/f/bare/x%20y.json").text == "{}")
            for target in ["/f/a.txt", "/f/large.bin"] {
                let head = try await service.send(.head, target)
                let length = target == "/f/a.txt" ? "10" : "\(Self.large.count)"
                #expect(head.status == 200 && head.body.isEmpty && head.headers["Content-Length"] == length)
            }
            // Everything above went over one connection: each response ended where it said.
            #expect(service.server.statistics.listener.accepted == 1)
            await allFilesAreClosed(responder)
        }
    }

    @Test func `Large files in pieces, whole and in part`() async throws {
        let folder = try folder()
        var options = HTTPFileOptions()
        options.chunkBytes = 10_007
        let responder = HTTPFileResponder(root: folder.path + "/root", options: options)
        try await HTTPTestService.run(handler: try router(responder).handler) { service in
            #expect(try await service.get("/f/large.bin").body == Self.large)
            let part = try await service.get("/f/large.bin", ["Range": "bytes=5-700004"])
            #expect(part.status == 206 && part.body[...] == Self.large[5...700_004])
            let end = try await service.get("/f/large.bin", ["Range": "bytes=-10007"])
            #expect(end.body[...] == Self.large.suffix(10_007))
        }
        #expect(responder.openFileCount == 0)
    }

    @Test(
        arguments: [
            ("/f/", 200, "<p>"), ("/f/sub/", 200, "<i>"), ("/f/bare/", 404, nil), ("/f/absent", 404, nil),
            ("/f/a.txt/", 404, nil), ("/f/.env", 404, nil), ("/f/out.txt", 404, nil), ("/f//a.txt", 404, nil),
            ("/f/%2Fetc/passwd", 404, nil), ("/f/..%2Fsecret.txt", 400, nil), ("/f/a.txt%00", 400, nil),
            ("/f/%2e%2e/secret.txt", 400, nil), ("/f/sub%2Findex.html", 200, "<i>"),
        ] as [(String, Int, String?)])
    func `What there is and what not`(target: String, status: Int, text: String?) async throws {
        let folder = try folder()
        let response = try await answer(try router(HTTPFileResponder(root: folder.path + "/root")).handler, target)
        #expect(response.status.code == status)
        if let text { #expect(try await response.text == text) }
    }

    @Test func `A directory without its slash is redirected`() async throws {
        let folder = try folder()
        let handler = try router(HTTPFileResponder(root: folder.path + "/root")).handler
        for (target, location) in [("/f/sub?a=1", "/f/sub/?a=1"), ("/f", "/f/")] {
            let response = try await answer(handler, target)
            #expect(response.status == .permanentRedirect && response.headers["Location"] == location)
        }
    }

    @Test func `Other methods and a missing directory`() async throws {
        let folder = try folder()
        let responder = HTTPFileResponder(root: folder.path + "/root")
        let refused = try await answer({ try await responder.respond(to: $0, path: "a.txt") }, .post, "/")
        #expect(refused.status == .methodNotAllowed && refused.headers["Allow"] == "GET, HEAD")
        let lost = HTTPFileResponder(root: folder.path + "/none")
        await expectError(.invalidUse) { try await lost.respond(to: HTTPServerRequest(target: "/"), path: "a.txt") }
    }

    /// A file may be closed just after its response has arrived; one that never is keeps the test from ending.
    private func allFilesAreClosed(_ responder: HTTPFileResponder) async {
        while responder.openFileCount > 0 { await Task.yield() }
    }

    @Test func `Only so many files are open`() async throws {
        let folder = try folder()
        var options = HTTPFileOptions()
        options.maxOpenFiles = 1
        let responder = HTTPFileResponder(root: folder.path + "/root", options: options)
        let handler: HTTPHandler = { try await responder.respond(to: $0, path: "large.bin") }
        var first: HTTPServerResponse? = try await answer(handler, "/")
        #expect(responder.openFileCount == 1)
        let busy = try await answer(handler, "/")
        #expect(busy.status == .serviceUnavailable && busy.headers["Retry-After"] == "1")
        #expect(try await first?.collected() == Self.large)
        first = nil
        await allFilesAreClosed(responder)
        // What was dropped without being sent is closed as well.
        _ = try await answer(handler, .head, "/")
        _ = try await answer(handler, "/")
        await allFilesAreClosed(responder)
    }

    @Test(arguments: ["shrink", "overwrite", "grow", "replace"])
    func `A file that changes while it is sent`(change: String) async throws {
        let folder = try folder()
        var options = HTTPFileOptions()
        options.chunkBytes = 64 * 1024
        let responder = HTTPFileResponder(root: folder.path + "/root", options: options)
        let path = folder.path + "/root/large.bin"
        let response = try await responder.respond(to: HTTPServerRequest(target: "/"), path: "large.bin")
        switch change {
        case "shrink":
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.truncate(atOffset: 500_000)
        case "overwrite":
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.write(contentsOf: Data([1, 2, 3]))
        case "grow":
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data([1, 2, 3]))
        default:
            try FileManager.default.removeItem(atPath: path)
            try folder.write("root/large.bin", "other")
        }
        if change == "grow" || change == "replace" {
            #expect(try await response.collected() == Self.large)
        } else {
            await expectError(.truncated) { try await response.collected() }
        }
    }

    @Test func `A client that leaves closes the file`() async throws {
        let folder = try folder()
        try folder.write("root/huge.bin", [UInt8](repeating: 1, count: 32 << 20))
        let responder = HTTPFileResponder(root: folder.path + "/root")
        try await HTTPTestService.run(handler: try router(responder).handler) { service in
            try await service.client.withResponse(to: HTTPRequest(url: service.url("/f/huge.bin"))) { response in
                _ = try await response.body.next()
                // More than the buffers of both sides hold is not sent, so the file is still open.
                #expect(responder.openFileCount == 1)
            }
        }
        // A read that was under way ends on its own thread.
        while responder.openFileCount > 0 { await Task.yield() }
    }

    @Test func `A request that is cancelled leaves nothing open`() async throws {
        let folder = try folder()
        let responder = HTTPFileResponder(root: folder.path + "/root")
        await withTaskGroup(of: Void.self) { tasks in
            for _ in 0..<50 {
                tasks.addTask {
                    // Either outcome is fine; what matters is what stays open.
                    _ = try? await responder.respond(to: HTTPServerRequest(target: "/"), path: "large.bin")
                }
            }
            tasks.cancelAll()
        }
        while responder.openFileCount > 0 { await Task.yield() }
    }
}
