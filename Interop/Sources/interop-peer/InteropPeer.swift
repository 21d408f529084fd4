import AgentNetwork
import Foundation

/// Our side of the interop tests, one subcommand for each role.
@main
enum InteropPeer {
    static let usage = """
        usage: interop-peer websocket-echo PORT         echoes messages on 127.0.0.1, until it is ended
               interop-peer autobahn-client URL AGENT   runs the cases of an Autobahn fuzzing server

        """

    static func main() async {
        await run(Array(CommandLine.arguments.dropFirst()))
    }

    /// Leaves the main actor, from which each step onto an event loop would cost microseconds.
    @concurrent
    private static func run(_ arguments: [String]) async {
        do {
            switch (arguments.first, arguments.count) {
            case ("websocket-echo", 2):
                guard let port = UInt16(arguments[1]) else { return fail(usage, status: 2) }
                try await WebSocketEchoServer.run(port: port)
            case ("autobahn-client", 3):
                try await AutobahnClient(server: arguments[1], agent: arguments[2]).run()
            default:
                fail(usage, status: 2)
            }
        } catch {
            fail("error: \(error)\n", status: 1)
        }
    }

    private static func fail(_ message: String, status: Int32) {
        FileHandle.standardError.write(Data(message.utf8))
        exit(status)
    }
}
