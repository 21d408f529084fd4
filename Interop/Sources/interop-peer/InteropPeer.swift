import AgentNetwork
import Foundation

/// Our side of the interop tests, one subcommand for each role.
@main
enum InteropPeer {
    static let usage = """
        usage: interop-peer websocket-echo PORT         echoes messages on 127.0.0.1, until it is ended
               interop-peer autobahn-client URL AGENT   runs the cases of an Autobahn fuzzing server
               interop-peer http [--port P] [--tls CERT KEY] [--tls-port P] [--client-ca CA] [--unix PATH] [--root DIR] [--poll]
                                                        serves test pages, where is printed as JSON
               interop-peer get URL [--ca FILE] [--cert FILE --key FILE] [--post FILE [--chunked] [--expect]]
                                [--redirects N] [--proxy URL] [--repeat N]
                                                        prints status and content; exits with 7 where there is none

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
            case ("http", _):
                try await HTTPPeer(ArgumentList(arguments.dropFirst(), options: HTTPPeer.options)).run()
            case ("get", _):
                let arguments = try ArgumentList(arguments.dropFirst(), options: HTTPGet.options)
                do { try await HTTPGet(arguments).run() } catch let error as NetworkError {
                    fail("error: \(error)\n", status: 7)
                }
            default:
                fail(usage, status: 2)
            }
        } catch let error as UsageError {
            fail("error: \(error)\n\(usage)", status: 2)
        } catch {
            fail("error: \(error)\n", status: 1)
        }
    }

    private static func fail(_ message: String, status: Int32) {
        FileHandle.standardError.write(Data(message.utf8))
        exit(status)
    }
}
