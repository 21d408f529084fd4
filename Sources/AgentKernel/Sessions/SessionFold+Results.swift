package import AgentPrimitives

extension SessionFold {
    /// The events that give open calls the results that a person states; the turn can then be resumed.
    ///
    /// - Throws: ``KernelError`` with code `invalidSession` when a result belongs to no open call.
    package func events(stating results: [StatedResult]) throws(KernelError) -> [SessionEvent] {
        guard !results.isEmpty else { return [] }
        var open = openCalls.map(\.id)
        var events: [SessionEvent] = [.runResumed]
        for result in results {
            let id = result.callID ?? (open.count == 1 ? open[0] : "")
            guard let index = open.firstIndex(of: id) else {
                throw KernelError(
                    .invalidSession,
                    "Expected the result of an open tool call of session \(session) as CALL=TEXT, found "
                        + "\(result.callID.map { "one for '\($0)'" } ?? "a text alone"). Open calls: "
                        + (open.isEmpty ? "none" : open.joined(separator: ", ")) + ".")
            }
            open.remove(at: index)
            let decision = PolicyDecision(.allow, reason: "a person stated the result", rule: "person")
            events.append(.toolDecided(callID: id, decision: decision))
            events.append(.toolFinished(callID: id, outcome: .finished(content: result.content, isError: false)))
        }
        return events
    }
}
