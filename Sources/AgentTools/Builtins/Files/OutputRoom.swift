internal import AgentPrimitives

/// The room that is left for elements of a list in a tool's output.
struct OutputRoom {
    private var bytes: Int

    /// Room for what surrounds the list.
    private static let reservedBytes = 384

    init(_ maximumOutputBytes: Int, used: Int) {
        bytes = maximumOutputBytes - Self.reservedBytes - 2 * used
    }

    /// Takes the room that an element and its comma need; `false` when there is not so much.
    mutating func take(_ element: JSONValue) -> Bool {
        let size = element.serialized().count + 1
        guard size <= bytes else { return false }
        bytes -= size
        return true
    }
}
