/// Finds the windows of a text that may answer a query.
struct WindowFinder {
    /// The most lines of a window.
    static let maximumLines = 3

    private let text: ScannedText
    private let outline: TextOutline

    init(_ text: OutlinedText) {
        self.text = text.text
        outline = text.outline
    }

    /// The windows in the order of the text.
    ///
    /// A window is a unit, a part of a long one, or a heading or lead-in with what follows it. Units without a hit count too if
    /// what they belong under has one.
    var windows: [ClosedRange<Int>] {
        var windows: [ClosedRange<Int>] = []
        var line = 0
        while line < outline.lines.count {
            let unit = outline.unit(of: line)
            if isRelevant(unit) { addWindows(of: unit, to: &windows) }
            line = unit.upperBound + 1
        }
        return windows
    }

    private func isRelevant(_ unit: ClosedRange<Int>) -> Bool {
        if !text.hits(in: unit).isEmpty { return true }
        let first = outline.lines[unit.lowerBound]
        return first.kind != .blank && first.parent >= 0 && !text.hits(inLine: first.parent).isEmpty
    }

    private func addWindows(of unit: ClosedRange<Int>, to windows: inout [ClosedRange<Int>]) {
        if outline.lines[unit.lowerBound].kind == .heading {
            windows.append(extended(unit.upperBound))
            return
        }
        if unit.count <= Self.maximumLines {
            windows.append(unit)
        } else {
            windows += (unit.lowerBound...unit.upperBound - Self.maximumLines + 1).map {
                $0...$0 + Self.maximumLines - 1
            }
        }
        if text.shape(ofLine: unit.upperBound).endsWithColon {
            let window = extended(unit.upperBound)
            if window.count > 1 { windows.append(window) }
        }
    }

    /// A heading or lead-in with what follows it, up to the next heading and without blank lines at the end.
    private func extended(_ line: Int) -> ClosedRange<Int> {
        var last = line
        for next in outline.lines.indices.dropFirst(line + 1).prefix(Self.maximumLines - 1) {
            if outline.lines[next].kind == .heading { break }
            if outline.lines[next].kind != .blank { last = next }
        }
        return line...last
    }
}
