internal import Foundation
internal import Testing

@testable internal import agent_cli

@Suite struct OutputWriterTests {
    @Test func keepsTheOrderOfManyPieces() async throws {
        let stream = try TemporaryStream()
        let writer = OutputWriter(descriptor: stream.descriptor, flushSize: 100)
        var expected = ""
        for number in 0..<5000 {
            await writer.writeLine("\(number)")
            expected += "\(number)\n"
        }
        await writer.flush()
        #expect(String(decoding: try stream.contents(), as: UTF8.self) == expected)
    }

    @Test func writesNothingBeforeEnoughHasGathered() async throws {
        let stream = try TemporaryStream()
        let writer = OutputWriter(descriptor: stream.descriptor, flushSize: 4)
        await writer.write("abc")
        #expect(try stream.contents() == [])
        await writer.write("d")
        #expect(try stream.contents() == Array("abcd".utf8))
    }

    @Test func reportsADescriptorThatCannotBeWritten() async throws {
        let file = try #require(FileHandle(forReadingAtPath: "/dev/null"))
        let writer = OutputWriter(descriptor: file.fileDescriptor)
        await writer.write("text")
        #expect(await writer.flush() != nil)
        await writer.write("more")
        #expect(await writer.flush() != nil)
        try file.close()
    }
}
