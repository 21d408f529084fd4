internal import AgentPrimitives

/// Lays an answer's blocks one after the other, whatever order their pieces arrive in.
///
/// The first unfinished block is live: its pieces go out at once. Pieces of later blocks wait until every block before
/// them is sealed. So a reader never sees two blocks overlap, and nothing is lost when an upstream interleaves them.
struct BlockSequencer: Sendable {
    /// Names a block; its value is the block's index in the event stream.
    struct Handle: Hashable, Sendable {
        fileprivate let index: Int
    }

    private struct Block: Sendable {
        /// Unknown while an upstream has not named the tool yet; such a block holds up those behind it.
        var kind: ModelEvent.BlockKind?
        /// What arrived before the block became live.
        var waiting: [Piece] = []
        var signature: ProviderState?
        var isSealed = false

        /// Keeps a text until the block is live.
        mutating func wait(for text: String) {
            // Joined, so that a block that waits long is not a long list; taken out first, so that it grows in place.
            guard case .text(var joined)? = waiting.last else { return waiting.append(.text(text)) }
            waiting.removeLast()
            joined += text
            waiting.append(.text(joined))
        }
    }

    private enum Piece: Sendable {
        case text(String)
        case citation(Citation)
    }

    private var blocks: [Block] = []
    /// The index of the live block; equal to the number of blocks when none is.
    private var live = 0
    /// Whether the live block's start went out.
    private var liveHasStarted = false

    /// The number of blocks opened so far.
    var count: Int { blocks.count }

    /// The block opened last, unless it is sealed.
    var last: Handle? {
        guard let block = blocks.last, !block.isSealed else { return nil }
        return Handle(index: blocks.count - 1)
    }

    func kind(of handle: Handle) -> ModelEvent.BlockKind? { blocks[handle.index].kind }

    func isSealed(_ handle: Handle) -> Bool { blocks[handle.index].isSealed }

    /// Opens a block behind all others.
    mutating func open(_ kind: ModelEvent.BlockKind?, into events: inout [ModelEvent]) -> Handle {
        blocks.append(Block(kind: kind))
        advance(into: &events)
        return Handle(index: blocks.count - 1)
    }

    /// Says what a block is that was opened without a kind.
    mutating func identify(_ handle: Handle, as kind: ModelEvent.BlockKind, into events: inout [ModelEvent]) {
        blocks[handle.index].kind = kind
        advance(into: &events)
    }

    /// Grows a block; a sealed one stays as it is.
    mutating func append(_ text: String, to handle: Handle, into events: inout [ModelEvent]) {
        guard !text.isEmpty, !blocks[handle.index].isSealed else { return }
        if handle.index == live, liveHasStarted {
            events.append(.blockDelta(index: live, text: text))
        } else {
            blocks[handle.index].wait(for: text)
        }
    }

    /// Names a source of what the block holds so far.
    mutating func cite(_ citation: Citation, in handle: Handle, into events: inout [ModelEvent]) {
        guard !blocks[handle.index].isSealed else { return }
        if handle.index == live, liveHasStarted {
            events.append(.blockCitation(index: live, citation: citation))
        } else {
            blocks[handle.index].waiting.append(.citation(citation))
        }
    }

    /// Keeps the provider's proof for a block; it goes out before the block stops.
    mutating func sign(_ handle: Handle, with signature: ProviderState) {
        blocks[handle.index].signature = signature
    }

    /// Ends a block.
    mutating func seal(_ handle: Handle, into events: inout [ModelEvent]) {
        blocks[handle.index].isSealed = true
        advance(into: &events)
    }

    private mutating func advance(into events: inout [ModelEvent]) {
        while live < blocks.count, let kind = blocks[live].kind {
            if !liveHasStarted {
                liveHasStarted = true
                events.append(.blockStarted(index: live, kind: kind))
                for piece in blocks[live].waiting {
                    switch piece {
                    case .text(let text): events.append(.blockDelta(index: live, text: text))
                    case .citation(let citation): events.append(.blockCitation(index: live, citation: citation))
                    }
                }
                blocks[live].waiting = []
            }
            guard blocks[live].isSealed else { return }
            if let signature = blocks[live].signature {
                events.append(.blockSignature(index: live, signature: signature))
            }
            events.append(.blockStopped(index: live))
            live += 1
            liveHasStarted = false
        }
    }
}
