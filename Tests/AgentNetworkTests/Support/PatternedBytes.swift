/// Many bytes in a pattern whose period is a prime, so that a piece that is lost or moved shows.
///
/// Copied in large pieces: one by one a debug build takes seconds for a few megabytes.
func patternedBytes(_ count: Int) -> [UInt8] {
    let period = (0..<1021).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + period.count)
    while bytes.count < count { bytes.append(contentsOf: period) }
    bytes.removeLast(bytes.count - count)
    return bytes
}
