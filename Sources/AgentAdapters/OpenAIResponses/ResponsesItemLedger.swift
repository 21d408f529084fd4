internal import AgentPrimitives

/// The output items of one answer, as far as they have arrived, and which of them an event is about.
///
/// By the API each event has the item's index and id. Servers leave out either, give every item the index 0, change ids
/// from event to event, or leave items out of the last snapshot; so both are weighed together with the item's type.
struct ResponsesItemLedger: Sendable {
    /// One part of an item's content or summary.
    struct PartKey: Hashable, Sendable {
        enum Place: Hashable, Sendable {
            case content, refusal, summary
        }
        let place: Place
        let index: Int
    }

    /// What went out of a part.
    struct Part: Sendable {
        var text = ""
        var citations = 0
    }

    struct Item: Sendable {
        let type: String
        var id: String?
        var index: Int?
        var callID: String?
        /// The position of a function call among the calls.
        var call: Int?
        var parts: [PartKey: Part] = [:]
        /// Which of its two texts a reasoning item speaks with.
        var voice: PartKey.Place?
        /// What a reasoning item said so far, with what stands between its parts, and the part that it is at.
        var spoken = ""
        var speaking: PartKey?
        /// Whether the item came whole.
        var isDone = false
    }

    private(set) var items: [Item] = []
    private var byIndex: [Int: Int] = [:]
    private var byID: [String: Int] = [:]
    private var byCallID: [String: Int] = [:]

    subscript(position: Int) -> Item {
        get { items[position] }
        _modify { yield &items[position] }
    }

    /// Whether each item came whole, and there is at least one.
    var isWhole: Bool { !items.isEmpty && items.allSatisfy(\.isDone) }

    /// Adds an item.
    mutating func add(_ type: String, id: String?, index: Int?, callID: String? = nil) -> Int {
        let position = items.count
        items.append(Item(type: type))
        note(position, id: id, index: index, callID: callID)
        return position
    }

    /// Notes names under which an item goes; later ones of the same item count too.
    mutating func note(_ position: Int, id: String?, index: Int?, callID: String?) {
        if let id {
            items[position].id = id
            byID[id] = position
        }
        if let index {
            items[position].index = index
            byIndex[index] = position
        }
        if let callID {
            items[position].callID = callID
            byCallID[callID] = position
        }
    }

    /// The item that a piece belongs to; `nil` when none began yet.
    func position(ofPiece type: String, id: String?, index: Int?) -> Int? {
        if let id, let position = byID[id], items[position].type == type { return position }
        if let index, let position = byIndex[index], items[position].type == type { return position }
        // An index that nothing of this type has says something only where it is free.
        let isMisleading = index.map { byIndex[$0] != nil } ?? true
        return items.indices.last { position in
            let item = items[position]
            return item.type == type && !item.isDone && (isMisleading || item.index == nil)
        }
    }

    /// The item that an announcement repeats; `nil` when it begins a new one.
    func position(ofAdded type: String, id: String?, index: Int?, callID: String?) -> Int? {
        if let id, let position = byID[id], items[position].type == type { return position }
        guard let index, let position = byIndex[index], items[position].type == type, !items[position].isDone else {
            return nil
        }
        let item = items[position]
        if let id, let known = item.id, known != id { return nil }
        if let callID, let known = item.callID, known != callID { return nil }
        return position
    }

    /// The item that comes whole now; `nil` when nothing of it came before.
    func position(ofDone type: String, id: String?, index: Int?, callID: String?) -> Int? {
        if let callID, let position = byCallID[callID], items[position].type == type { return position }
        if let id, let position = byID[id], items[position].type == type { return position }
        let position = position(ofPiece: type, id: id, index: index)
        guard let position, !items[position].isDone else { return nil }
        if let callID, let known = items[position].callID, known != callID { return nil }
        return position
    }

    /// The items that the elements of the last snapshot are, by name, else by their order within their type.
    func positions(ofSnapshot output: [JSONValue]) -> [Int?] {
        var ordered: [String: [Int]] = [:]
        for (position, item) in items.enumerated() { ordered[item.type, default: []].append(position) }
        var seen: [String: Int] = [:]
        return output.map { element in
            let type = ResponsesDecoder.type(of: element)
            let number = seen[type, default: 0]
            seen[type] = number + 1
            if let id = element["call_id"]?.stringValue, let position = byCallID[id], items[position].type == type {
                return position
            }
            if let id = element["id"]?.stringValue, let position = byID[id], items[position].type == type {
                return position
            }
            return ordered[type].flatMap { $0.indices.contains(number) ? $0[number] : nil }
        }
    }
}
