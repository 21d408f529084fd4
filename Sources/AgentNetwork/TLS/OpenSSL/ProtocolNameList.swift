/// Application protocol names as ALPN writes them (RFC 7301 section 3.1), and the choice among them.
struct ProtocolNameList {
    /// In the order of preference.
    let names: [[UInt8]]

    init(_ names: [String]) throws(NetworkError) {
        for name in names where !(1...255).contains(name.utf8.count) {
            throw NetworkError(.tlsFailed, "an application protocol has 1 to 255 bytes, found \(name.utf8.count)")
        }
        self.names = names.map { Array($0.utf8) }
    }

    /// Each name with its length before it.
    var encoded: [UInt8] { names.flatMap { [UInt8($0.count)] + $0 } }

    /// Where the best of the names stands in a list that the peer offers, without its length; nil when it has none of them.
    func choose(from offered: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        var best: (rank: Int, range: Range<Int>)?
        var start = 0
        while start < offered.count {
            let range = start + 1..<start + 1 + Int(offered[start])
            guard range.upperBound <= offered.count else { break }
            let rank = names.firstIndex { $0.elementsEqual(UnsafeBufferPointer(rebasing: offered[range])) }
            if let rank, best.map({ rank < $0.rank }) ?? true { best = (rank, range) }
            start = range.upperBound
        }
        return best?.range
    }
}
