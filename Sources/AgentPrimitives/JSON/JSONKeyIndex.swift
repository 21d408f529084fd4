/// A hash table from key to the position of the last member with that key.
///
/// It stores positions only, four bytes each, and compares keys in the members themselves; Swift's per-process hash
/// seed keeps chosen keys from colliding on purpose.
struct JSONKeyIndex: Sendable {
    /// A power of two of slots, at most half of them taken; each holds a position plus one, or zero when free.
    private var slots: [UInt32] = []

    init() {}

    init(_ members: [JSONObject.Element]) {
        fill(members)
    }

    func position(of key: String, in members: [JSONObject.Element]) -> Int? {
        let position = Int(slots[slot(of: key, in: members)]) - 1
        return position < 0 ? nil : position
    }

    /// Takes in the member at `position`, which is the last.
    mutating func add(_ position: Int, in members: [JSONObject.Element]) {
        if members.count * 2 > slots.count {
            fill(members)
        } else {
            slots[slot(of: members[position].key, in: members)] = UInt32(position + 1)
        }
    }

    private mutating func fill(_ members: [JSONObject.Element]) {
        var capacity = 64
        // Room to double, so that appending one by one does not refill each time.
        while capacity < members.count * 4 { capacity *= 2 }
        slots = [UInt32](repeating: 0, count: capacity)
        for (position, member) in members.enumerated() {
            slots[slot(of: member.key, in: members)] = UInt32(position + 1)
        }
    }

    /// The slot that holds `key`, or the free one where it belongs.
    private func slot(of key: String, in members: [JSONObject.Element]) -> Int {
        key.withExactUTF8 { key in
            var hasher = Hasher()
            hasher.combine(bytes: UnsafeRawBufferPointer(key))
            let mask = slots.count - 1
            var slot = hasher.finalize() & mask
            while slots[slot] != 0, !members[Int(slots[slot]) - 1].key.hasUTF8(key) {
                slot = (slot + 1) & mask
            }
            return slot
        }
    }
}
