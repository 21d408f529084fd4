internal import CAgentSystem

extension VectorGraph {
    /// Links a row of the table with those that are close to it.
    ///
    /// - Parameter counts: Tells which rows it may be linked with; where no other is found, all may.
    mutating func insert(_ row: Int, digest: UInt64, counts: (UInt32) -> Bool) {
        let level = level(forDigest: digest)
        links.insert(row, level: level)
        changed?.insert(row)
        count += 1
        connect(row, level: level, counts: counts)
        offerEntry(row, level: level)
    }

    /// Looks for neighbours of a row that is in the graph on all its levels, and links both ways.
    mutating func connect(_ row: Int, level: Int, counts: (UInt32) -> Bool) {
        guard let entry, entry != row, let top = links.level(of: entry) else { return }
        let point = point(row)
        var nearest = UInt32(entry)
        for above in stride(from: top, to: level, by: -1) { nearest = descend(from: nearest, point, on: above) }
        var starts = [ClosenessKey.key(closeness(nearest, point), row: nearest)]
        for level in stride(from: min(level, top), through: 0, by: -1) {
            let own = UInt32(row)
            var found = explore(starts, point, on: level, breadth: breadth) { $0 != own && counts($0) } ?? []
            if found.isEmpty { found = explore(starts, point, on: level, breadth: breadth) { $0 != own } ?? [] }
            let chosen = choose(found, most: links.width / 2)
            let kept = links.links(of: row, on: level).filter { !chosen.contains($0) }
            setLinks(Array((chosen + kept).prefix(links.most(on: level))), of: row, on: level)
            for neighbour in chosen { link(Int(neighbour), to: own, on: level) }
            if !found.isEmpty { starts = found }
        }
    }

    /// Adds a link; where there are too many, those are kept that lead in different directions.
    private mutating func link(_ row: Int, to other: UInt32, on level: Int) {
        var present = links.links(of: row, on: level)
        guard !present.contains(other) else { return }
        present.append(other)
        if present.count > links.most(on: level) {
            present = choose(keys(of: present, near: row), most: links.most(on: level))
        }
        setLinks(present, of: row, on: level)
    }

    /// The keys of rows by their closeness to another, closest first.
    func keys(of present: [UInt32], near row: Int) -> [UInt64] {
        let point = point(row)
        var sums = [Int32](repeating: 0, count: present.count)
        agent_vector_dot_bytes_at(rows.bytes.start, rows.stride, present, present.count, point.codes, &sums)
        return zip(present, sums).map { ClosenessKey.key(closeness($1, point, $0), row: $0) }.sorted(by: >)
    }

    /// Of candidates, closest first, those that are closer to the point than to any chosen before: a link into each
    /// direction is worth more than many into one.
    func choose(_ candidates: [UInt64], most: Int) -> [UInt32] {
        var chosen: [UInt32] = []
        chosen.reserveCapacity(most)
        for key in candidates where chosen.count < most {
            let row = ClosenessKey.row(key)
            let closeness = ClosenessKey.closeness(ofKey: key)
            let point = point(Int(row))
            if chosen.allSatisfy({ self.closeness($0, point) <= closeness }) { chosen.append(row) }
        }
        return chosen
    }
}
