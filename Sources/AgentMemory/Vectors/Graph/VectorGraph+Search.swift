internal import CAgentSystem

extension VectorGraph {
    /// The keys of the rows closest to a point that are found on the lowest level, closest first.
    ///
    /// - Parameters:
    ///   - breadth: How many candidates are at hand; as many are returned at most.
    ///   - patience: How many rows may be compared; `nil` is returned when they were not enough.
    ///   - counts: Tells which rows may be returned; the others are passed through.
    func search(_ point: Point, breadth: Int, patience: Int = .max, counts: (UInt32) -> Bool) -> [UInt64]? {
        guard let entry, let top = links.level(of: entry) else { return [] }
        var nearest = UInt32(entry)
        for level in stride(from: top, to: 0, by: -1) { nearest = descend(from: nearest, point, on: level) }
        let start = ClosenessKey.key(closeness(nearest, point), row: nearest)
        return explore([start], point, on: 0, breadth: breadth, patience: patience, counts: counts)
    }

    /// Walks to ever closer rows of a level, until no link leads to a closer one.
    func descend(from start: UInt32, _ point: Point, on level: Int) -> UInt32 {
        var best = ClosenessKey.key(closeness(start, point), row: start)
        while true {
            let nearest = ClosenessKey.row(best)
            let found = links.withLinks(of: Int(nearest), on: level) { links in
                links.reduce(best) { max($0, ClosenessKey.key(closeness($1, point), row: $1)) }
            }
            if found == best { return nearest }
            best = found
        }
    }

    /// Follows links from the closest row that is open, until none is closer than the worst of enough found.
    func explore(
        _ starts: [UInt64], _ point: Point, on level: Int, breadth: Int, patience: Int = .max,
        counts: (UInt32) -> Bool
    ) -> [UInt64]? {
        let (marks, mark) = scratch.begin(rows: rows.count)
        var open = KeyHeap()
        var best = KeyHeap()
        swap(&open, &scratch.open)
        swap(&best, &scratch.best)
        defer {
            swap(&open, &scratch.open)
            swap(&best, &scratch.best)
        }
        let (batch, sums) = (scratch.rows, scratch.sums)
        for key in starts {
            let row = ClosenessKey.row(key)
            marks[Int(row)] = mark
            open.push(~key)
            if counts(row) { best.push(key) }
        }
        while best.count > breadth { _ = best.popLeast() }
        var compared = 0
        while let negated = open.popLeast() {
            if best.count == breadth, let worst = best.least, ~negated < worst { break }
            var size = 0
            links.withLinks(of: Int(ClosenessKey.row(~negated)), on: level) { links in
                for row in links where marks[Int(row)] != mark {
                    marks[Int(row)] = mark
                    batch[size] = row
                    size += 1
                }
            }
            compared += size
            if compared > patience { return nil }
            agent_vector_dot_bytes_at(rows.bytes.start, rows.stride, batch, size, point.codes, sums)
            for index in 0..<size {
                let row = batch[index]
                let key = ClosenessKey.key(closeness(sums[index], point, row), row: row)
                let isFull = best.count == breadth
                if isFull, let worst = best.least, key < worst { continue }
                open.push(~key)
                guard counts(row) else { continue }
                if isFull { best.replaceLeast(key) } else { best.push(key) }
            }
        }
        return best.keys.sorted(by: >)
    }
}
