#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The process: arguments, environment, standard streams and signals in, an exit code out.
@main
struct AgentCLI {
    static func main() async {
        StandardStreams.openClosed()
        let code = await runProcess()
        exit(code.rawValue)
    }

    /// Leaves the main actor, from which every call to another actor costs a switch of threads.
    @concurrent
    private static func runProcess() async -> ExitCode {
        // A write to a closed pipe is to fail, not to end a process that may have a recording open.
        signal(SIGPIPE, SIG_IGN)
        let environment = ProcessInfo.processInfo.environment
        let interrupts = InterruptRelay(rearm: InterruptSignals.rearm)
        let io = CommandIO(
            input: InputReader(standardInput: STDIN_FILENO), output: OutputWriter(descriptor: STDOUT_FILENO),
            errors: OutputWriter(descriptor: STDERR_FILENO), environment: environment, interrupts: interrupts)
        let signals: InterruptSignals
        do {
            signals = try InterruptSignals()
        } catch {
            await io.errors.writeLine("error: signals cannot be caught. found \"\(error)\"")
            await io.errors.flush()
            return .internalError
        }
        let command = Task {
            await run(arguments: Array(CommandLine.arguments.dropFirst()), environment: environment, io: io)
        }
        interrupts.fallBack { command.cancel() }
        signals.onFirst { interrupts.interrupt() }
        return await command.value
    }
}
