package import AgentPrimitives

/// A session that begins with another one's first events and goes its own way from there.
///
/// The fork is whole by itself: it repeats the shared events under its own name and hashes, with their times, so that it can
/// be replayed when its parent is gone. Nothing is done by making one; what happens next is up to whoever resumes it or asks
/// the next question.
package struct SessionFork: Sendable {
    /// What the fork does differently from its first own event on.
    package struct Changes: Sendable {
        /// The settings; `nil` for the recorded ones.
        package var configuration: SessionConfiguration?
        /// Results of tool calls that are open where the fork begins.
        package var results: [StatedResult]

        package init(configuration: SessionConfiguration? = nil, results: [StatedResult] = []) {
            self.configuration = configuration
            self.results = results
        }
    }

    /// All events of the new session, to be appended at once.
    package let drafts: [EventDraft]

    /// Forks behind the last of `events`, a parent's first ones.
    ///
    /// A result that is stated right behind the `tool.finished` of its call stands in that one's place.
    ///
    /// - Throws: `ReplayDivergence` when the parent cannot be replayed that far; ``KernelError`` when the changes do not fit
    ///   there; `JSONError` for settings without canonical form.
    package init(
        of events: [Event], of parent: SessionID, as child: SessionID, changes: Changes, at now: Timestamp
    ) throws {
        var shared = events[...]
        if !changes.results.isEmpty, shared.last?.kind == .toolFinished { shared.removeLast() }
        guard let last = shared.last else {
            throw KernelError(.invalidSession, "A fork shares at least one event with session \(parent).")
        }
        var fold = SessionFold(session: child)
        for event in shared { try fold.fold(event) }
        let origin = SessionOrigin(parent: parent, sequence: last.sequence, hash: last.hash)
        var own = [SessionEvent.forked(origin)]
        if let configuration = changes.configuration, try !fold.isUnder(configuration) {
            own.append(.configured(configuration))
        }
        own += try fold.events(stating: changes.results)
        // What cannot be applied must not be recorded.
        for event in own { _ = try fold.apply(event, at: now) }
        drafts =
            shared.map { EventDraft(kind: $0.kind, canonicalPayload: $0.payload, time: $0.time) }
            + (try own.map { try EventDraft(kind: $0.kind, payload: $0.payload, time: now) })
    }
}
