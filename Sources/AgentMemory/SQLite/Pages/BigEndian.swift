extension [UInt8] {
    /// The big-endian number of four bytes; `nil` beyond the end.
    func bigEndian32(at place: Int) -> UInt32? {
        guard place >= 0, place + 4 <= count else { return nil }
        return UInt32(self[place]) << 24 | UInt32(self[place + 1]) << 16 | UInt32(self[place + 2]) << 8
            | UInt32(self[place + 3])
    }

    /// The big-endian number of two bytes; `nil` beyond the end.
    func bigEndian16(at place: Int) -> Int? {
        guard place >= 0, place + 2 <= count else { return nil }
        return Int(self[place]) << 8 | Int(self[place + 1])
    }

    /// SQLite's number of one to nine bytes (file format, section 1.6); `nil` beyond the end.
    func variableInteger(at place: inout Int) -> UInt64? {
        var value: UInt64 = 0
        for index in 0..<9 {
            guard place >= 0, place < count else { return nil }
            let byte = self[place]
            place += 1
            if index == 8 { return value << 8 | UInt64(byte) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte & 0x80 == 0 { return value }
        }
        return value
    }
}
