/// Token buckets for many keys, of which the most recently used are remembered.
///
/// Pure. A key that was forgotten starts with a full bucket; it is the one that was idle for longest, so as a rule its bucket
/// was full anyway. Each request costs the same, however many keys there are.
struct TokenBucketTable: Sendable {
    private struct Entry {
        let key: String
        var bucket: TokenBucket
        /// Used before this one; nil for the least recently used.
        var older: Int?
        /// Used after this one; nil for the most recently used.
        var newer: Int?
    }

    private let interval: Duration
    private let capacity: Int
    private let maxKeys: Int
    private var entries: [Entry] = []
    private var places: [String: Int] = [:]
    private var oldest: Int?
    private var newest: Int?

    init(interval: Duration, capacity: Int, maxKeys: Int) {
        self.interval = interval
        self.capacity = capacity
        self.maxKeys = maxKeys
    }

    var count: Int { entries.count }

    /// Takes a token from the bucket of a key.
    mutating func take(_ key: String, at now: MonotonicTime) -> TokenBucket.Admission {
        let place = place(of: key, at: now)
        return entries[place].bucket.take(at: now, interval: interval, capacity: capacity)
    }

    /// The place of a key, which becomes the most recently used.
    private mutating func place(of key: String, at now: MonotonicTime) -> Int {
        if let place = places[key] {
            unlink(place)
            link(place)
            return place
        }
        let entry = Entry(key: key, bucket: TokenBucket(at: now))
        let place: Int
        if entries.count >= maxKeys, let oldest {
            place = oldest
            places[entries[place].key] = nil
            unlink(place)
            entries[place] = entry
        } else {
            place = entries.count
            entries.append(entry)
        }
        places[key] = place
        link(place)
        return place
    }

    private mutating func unlink(_ place: Int) {
        let (older, newer) = (entries[place].older, entries[place].newer)
        if let older { entries[older].newer = newer } else { oldest = newer }
        if let newer { entries[newer].older = older } else { newest = older }
    }

    private mutating func link(_ place: Int) {
        entries[place].older = newest
        entries[place].newer = nil
        if let newest { entries[newest].newer = place } else { oldest = place }
        newest = place
    }
}
