internal import AgentPrimitives

/// An append that waits for its transaction.
struct PendingAppend: Sendable {
    let drafts: [EventDraft]
    let session: SessionID
    let expected: UInt64
}
