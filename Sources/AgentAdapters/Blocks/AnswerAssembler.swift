internal import AgentPrimitives

/// Builds the canonical events of one answer out of text, reasoning and tool calls that arrive in pieces.
///
/// Every decoder of an upstream API drives one of these; it owns block indices, call ids, closure and limits.
struct AnswerAssembler: Sendable {
    private struct Call: Sendable {
        let block: BlockSequencer.Handle
        var id: String?
        var name: String?
        var arguments = ToolArguments()
        /// Whether the block was told its id and name.
        var isIdentified = false
    }

    private var sequencer = BlockSequencer()
    /// The block that text or reasoning goes to.
    private var speech: BlockSequencer.Handle?
    private var calls: [Call] = []
    /// Ids that a new call must not take, from earlier turns and from this one.
    private var mint: CallIDMint
    private let limits: AnswerLimits

    /// Bytes of text, reasoning and arguments so far.
    private(set) var byteCount = 0

    init(mint: CallIDMint, limits: AnswerLimits) {
        self.mint = mint
        self.limits = limits
    }

    /// Whether anything was said.
    var isEmpty: Bool { sequencer.count == 0 }
    /// What the block at hand is that text or reasoning goes to; `nil` between such blocks.
    var speechKind: ModelEvent.BlockKind? { speech.flatMap { sequencer.kind(of: $0) } }
    /// The number of calls so far.
    var callCount: Int { calls.count }
    /// Whether every call has whole arguments, or none.
    var callsAreComplete: Bool { calls.allSatisfy { $0.arguments.isComplete || $0.arguments.text.isEmpty } }

    /// Appends visible text or reasoning.
    mutating func say(
        _ text: String, as kind: ModelEvent.BlockKind, into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard !text.isEmpty else { return }
        try count(text)
        if speech.flatMap({ sequencer.kind(of: $0) }) != kind {
            speech = try open(kind, into: &events)
        }
        guard let speech else { return }
        sequencer.append(text, to: speech, into: &events)
    }

    /// Ends the block of text or reasoning, so that more of the same kind begins another.
    mutating func endSpeech(into events: inout [ModelEvent]) {
        if let speech { sequencer.seal(speech, into: &events) }
        speech = nil
    }

    /// Begins a block of text or reasoning although nothing is said yet, for a signature or a citation that stands alone.
    mutating func beginSpeech(
        _ kind: ModelEvent.BlockKind, into events: inout [ModelEvent]
    ) throws(ModelError) {
        speech = try open(kind, into: &events)
    }

    /// Keeps the provider's proof for the block of text or reasoning at hand; false where there is none.
    mutating func signSpeech(with signature: ProviderState) throws(ModelError) -> Bool {
        guard let speech else { return false }
        try count(signature.data)
        sequencer.sign(speech, with: signature)
        return true
    }

    /// Names a source of the text at hand; without a text it is dropped.
    mutating func cite(_ citation: Citation, into events: inout [ModelEvent]) {
        if let speech { sequencer.cite(citation, in: speech, into: &events) }
    }

    /// Adds a block that comes whole.
    mutating func add(_ kind: ModelEvent.BlockKind, into events: inout [ModelEvent]) throws(ModelError) {
        let block = try open(kind, into: &events)
        sequencer.seal(block, into: &events)
    }

    /// Keeps the provider's proof for a call; without effect once the call has ended.
    mutating func signCall(_ position: Int, with signature: ProviderState) throws(ModelError) {
        try count(signature.data)
        sequencer.sign(calls[position].block, with: signature)
    }

    /// Ends a call, so that nothing more can belong to it.
    ///
    /// - Throws: `malformedResponse` for a call that never got a name.
    mutating func endCall(_ position: Int, into events: inout [ModelEvent]) throws(ModelError) {
        guard calls[position].name != nil else { throw Self.namelessCallError }
        identify(position, into: &events)
        seal(position, into: &events)
    }

    /// Begins a tool call; its position is the number of calls before it.
    mutating func openCall(into events: inout [ModelEvent]) throws(ModelError) {
        calls.append(Call(block: try open(nil, into: &events)))
    }

    /// The arguments of a call as they stand.
    func arguments(ofCall position: Int) -> ToolArguments { calls[position].arguments }

    /// Says what is known of a call; what was said first counts.
    mutating func describeCall(_ position: Int, id: String?, name: String?, into events: inout [ModelEvent]) {
        calls[position].id = calls[position].id ?? id
        calls[position].name = calls[position].name ?? name
        if calls[position].id != nil { identify(position, into: &events) }
    }

    /// Appends a piece of a call's arguments.
    mutating func addArguments(
        _ piece: String, toCall position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard !piece.isEmpty else { return }
        try count(piece)
        // Whoever sends arguments has said all it will about the call; a missing id is minted now.
        identify(position, into: &events)
        guard let accepted = calls[position].arguments.append(piece) else {
            throw ModelError(
                .malformedResponse,
                "the arguments of the call '\(calls[position].name ?? "")' were complete, yet more followed")
        }
        sequencer.append(accepted, to: calls[position].block, into: &events)
    }

    /// Takes in the whole arguments of a call, sent once more at the end.
    mutating func reconcileArguments(
        _ whole: String, ofCall position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let missing = calls[position].arguments.reconcile(with: whole)
        guard !missing.isEmpty else { return }
        try count(missing)
        identify(position, into: &events)
        sequencer.append(missing, to: calls[position].block, into: &events)
    }

    /// Ends every block.
    ///
    /// - Throws: `malformedResponse` for a call that never got a name.
    mutating func finish(into events: inout [ModelEvent]) throws(ModelError) {
        if let speech { sequencer.seal(speech, into: &events) }
        speech = nil
        for position in calls.indices {
            try endCall(position, into: &events)
        }
    }

    private static let namelessCallError = ModelError(
        .malformedResponse, "the model asks for a tool call without naming the tool")

    /// Opens a block, and ends those that can grow no more now: speech, and calls with whole arguments.
    private mutating func open(
        _ kind: ModelEvent.BlockKind?, into events: inout [ModelEvent]
    ) throws(ModelError) -> BlockSequencer.Handle {
        guard sequencer.count < limits.maxBlocks else {
            throw ModelError(.malformedResponse, "an answer has at most \(limits.maxBlocks) blocks; this one has more")
        }
        if let speech { sequencer.seal(speech, into: &events) }
        speech = nil
        for position in calls.indices where calls[position].arguments.isComplete {
            seal(position, into: &events)
        }
        return sequencer.open(kind, into: &events)
    }

    private mutating func seal(_ position: Int, into events: inout [ModelEvent]) {
        guard !sequencer.isSealed(calls[position].block) else { return }
        sequencer.append(calls[position].arguments.finish(), to: calls[position].block, into: &events)
        sequencer.seal(calls[position].block, into: &events)
    }

    private mutating func identify(_ position: Int, into events: inout [ModelEvent]) {
        guard !calls[position].isIdentified, let name = calls[position].name else { return }
        let id = mint.claim(calls[position].id)
        calls[position].isIdentified = true
        sequencer.identify(calls[position].block, as: .toolCall(id: id, name: name), into: &events)
    }

    private mutating func count(_ text: String) throws(ModelError) {
        byteCount += text.utf8.count
        guard byteCount <= limits.maxBytes else {
            throw ModelError(
                .malformedResponse, "an answer has at most \(limits.maxBytes) bytes; this one is larger")
        }
    }
}
