/// Both walks keep the values still to visit on a stack of their own: a document of the default depth would otherwise
/// need more call stack than a small thread has.
extension JSONValue: Hashable {
    /// Whether both values say the same: strings by code unit, numbers by text, members in order.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        var pending: [(JSONValue, JSONValue)] = []
        var next: (JSONValue, JSONValue)? = (left, right)
        while let (left, right) = next {
            switch (left, right) {
            case (.null, .null):
                break
            case (.bool(let left), .bool(let right)):
                guard left == right else { return false }
            case (.number(let left), .number(let right)):
                guard left == right else { return false }
            case (.string(let left), .string(let right)):
                guard left.hasSameUTF8(as: right) else { return false }
            case (.array(let left), .array(let right)):
                guard left.count == right.count else { return false }
                pending.append(contentsOf: zip(left, right))
            case (.object(let left), .object(let right)):
                guard left.count == right.count else { return false }
                for (left, right) in zip(left.members, right.members) {
                    guard left.key.hasSameUTF8(as: right.key) else { return false }
                    pending.append((left.value, right.value))
                }
            default:
                return false
            }
            next = pending.popLast()
        }
        return true
    }

    /// Feeds the value to the hasher, consistently with `==`.
    public func hash(into hasher: inout Hasher) {
        var pending: [JSONValue] = []
        var next: JSONValue? = self
        while let value = next {
            switch value {
            case .null:
                hasher.combine(0 as UInt8)
            case .bool(let value):
                hasher.combine(value ? 1 : 2 as UInt8)
            case .number(let number):
                hasher.combine(3 as UInt8)
                hasher.combine(number)
            case .string(let text):
                hasher.combine(4 as UInt8)
                text.hashUTF8(into: &hasher)
            case .array(let elements):
                hasher.combine(5 as UInt8)
                hasher.combine(elements.count)
                pending.append(contentsOf: elements)
            case .object(let object):
                hasher.combine(6 as UInt8)
                hasher.combine(object.count)
                for member in object.members {
                    member.key.hashUTF8(into: &hasher)
                    pending.append(member.value)
                }
            }
            next = pending.popLast()
        }
    }
}
