/// Decides which tool call a piece of a stream belongs to.
///
/// By the API each piece has an `index`, and the first one of a call has an id and a name. Servers leave out indices, give every
/// call the index 0, repeat id and name in each piece, or send calls whole; so all three are weighed together.
struct ChatToolCallMatcher: Sendable {
    private struct Call: Sendable {
        var index: Int?
        var id: String?
        var name: String?
    }

    private var calls: [Call] = []

    /// The call that the piece continues, or `nil` when it begins a new one.
    ///
    /// - Parameters:
    ///   - taken: The calls that got a piece of the same chunk already.
    ///   - arguments: The arguments of a call as they stand.
    func position(
        of piece: ChatToolCallPiece, taken: Set<Int>, arguments: (Int) -> ToolArguments
    ) -> Int? {
        calls.indices.last { position in
            let call = calls[position]
            if let index = piece.index, let known = call.index, index != known { return false }
            if let id = piece.id, let known = call.id, id != known { return false }
            let sharesIndex = piece.index != nil && call.index != nil
            let sharesID = piece.id != nil && call.id != nil
            if !sharesIndex && !sharesID {
                // Nothing ties the piece to this call but that it comes next.
                guard position == calls.count - 1, !taken.contains(position) else { return false }
            }
            return sharesID || continues(call, with: piece, arguments: arguments(position))
        }
    }

    /// Notes what a piece says about a call.
    mutating func note(_ piece: ChatToolCallPiece, at position: Int) {
        if position == calls.count { calls.append(Call()) }
        calls[position].index = calls[position].index ?? piece.index
        calls[position].id = calls[position].id ?? piece.id
        calls[position].name = calls[position].name ?? piece.name
    }

    /// Whether the piece's name leaves room for it to be more of the same call.
    private func continues(_ call: Call, with piece: ChatToolCallPiece, arguments: ToolArguments) -> Bool {
        guard let name = piece.name, let known = call.name else { return true }
        guard name == known else { return false }
        return !arguments.isComplete || piece.arguments.isEmpty || piece.arguments == arguments.text
    }
}
