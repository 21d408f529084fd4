internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct InputReaderTests {
    @Test(arguments: [0, 1, 1000, 256 * 1024, 700_001])
    func readsToTheEnd(count: Int) async throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let stream = try TemporaryStream(bytes)
        let reader = InputReader(standardInput: stream.descriptor)
        #expect(try await reader.contents(of: stream.path, limit: count) == bytes)
        #expect(try await reader.contents(of: "-", limit: count) == bytes)
    }

    @Test func refusesMoreThanTheLimit() async throws {
        let stream = try TemporaryStream(Array("12345".utf8))
        let reader = InputReader(standardInput: stream.descriptor)
        await #expect(throws: InputError.tooLarge(stream.path, limit: 4)) {
            try await reader.contents(of: stream.path, limit: 4)
        }
    }

    @Test func readsLinesAndThenTheRest() async throws {
        let stream = try TemporaryStream(Array("one\n\nthree\nfour and\nfive".utf8))
        let reader = InputReader(standardInput: stream.descriptor)
        #expect(try await reader.line(limit: 10) == Array("one".utf8))
        #expect(try await reader.line(limit: 10) == [])
        #expect(try await reader.line(limit: 10) == Array("three".utf8))
        #expect(try await reader.contents(of: "-", limit: 100) == Array("four and\nfive".utf8))
        #expect(try await reader.line(limit: 10) == nil)
    }

    @Test func aLastLineNeedsNoEnd() async throws {
        let stream = try TemporaryStream(Array("end".utf8))
        let reader = InputReader(standardInput: stream.descriptor)
        #expect(try await reader.line(limit: 10) == Array("end".utf8))
        #expect(try await reader.line(limit: 10) == nil)
    }

    @Test func refusesALineOverTheLimit() async throws {
        let stream = try TemporaryStream([UInt8](repeating: 0x61, count: 100_000))
        let reader = InputReader(standardInput: stream.descriptor)
        await #expect(throws: InputError.tooLarge("standard input", limit: 1000)) {
            try await reader.line(limit: 1000)
        }
    }

    @Test(arguments: ["/", "/nowhere/at/all"])
    func namesWhatCannotBeRead(path: String) async throws {
        let error = await #expect(throws: InputError.self) {
            try await InputReader(standardInput: 0).contents(of: path, limit: 10)
        }
        #expect(error?.commandError(.failed).description.hasPrefix("\(path) cannot be read. expected") == true)
    }

    @Test func stopsWaitingWhenCancelled() async throws {
        // Nothing is ever written to the pipe, so only the cancellation can end the read.
        let pipe = Pipe()
        let reader = InputReader(standardInput: pipe.fileHandleForReading.fileDescriptor)
        await withTaskGroup { group in
            group.addTask {
                await #expect(throws: CancellationError.self) { try await reader.contents(of: "-", limit: 10) }
            }
            group.cancelAll()
        }
        try pipe.fileHandleForWriting.close()
    }
}
