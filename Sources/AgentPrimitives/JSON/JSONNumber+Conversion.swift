extension JSONNumber {
    /// The exact value as a signed integer, or nil when it has a fraction or is out of range; `1.0` and `1e2` count.
    public var int64: Int64? {
        Int64(text) ?? JSONDecimal(self).integer(as: Int64.self)
    }

    /// The exact value as an unsigned integer, or nil when it has a fraction or is out of range; `1.0` and `1e2` count.
    public var uint64: UInt64? {
        UInt64(text) ?? JSONDecimal(self).integer(as: UInt64.self)
    }

    /// The nearest double, or nil when the number is too large for a finite one.
    public var double: Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// Whether the value has no fraction, whatever its size and spelling: true for `1.0` and `1e400`.
    public var isInteger: Bool {
        JSONDecimal(self).isInteger
    }

    /// Whether both numbers have exactly the same value, as `1`, `1.0` and `10e-1` do.
    ///
    /// Exact for numbers of any length, in time proportional to the text; `1e999999999` takes no room.
    public func isNumericallyEqual(to other: JSONNumber) -> Bool {
        text == other.text || JSONDecimal(self) == JSONDecimal(other)
    }
}
