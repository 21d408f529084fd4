/// A row in one byte for a component, with what is known of the error.
struct ByteRow {
    /// From -127 to 127.
    let codes: [Int8]
    /// What a code is multiplied by to get about the component.
    let scale: Float
    /// The length of the row, rounded up.
    let length: Float
    /// The length of the difference between the row and what the codes stand for, rounded up.
    let error: Float

    init(_ components: [Float]) {
        let largest = components.reduce(0) { max($0, abs($1)) }
        // In double precision the quotient is finite even for the smallest number.
        let inverse = largest > 0 ? 127 / Double(largest) : 0
        let scale = largest / 127
        var codes = [Int8](repeating: 0, count: components.count)
        var squares = 0.0
        var errors = 0.0
        for (index, component) in components.enumerated() {
            let component = Double(component)
            let code = (component * inverse).rounded()
            codes[index] = Int8(code)
            squares += component * component
            let difference = component - Double(scale) * code
            errors += difference * difference
        }
        self.codes = codes
        self.scale = scale
        length = Float(squares.squareRoot()).nextUp
        error = Float(errors.squareRoot()).nextUp
    }

    /// The signs of components, 64 to a word: set where one is above zero.
    static func signs(_ components: [Float]) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (components.count + 63) / 64)
        for (index, component) in components.enumerated() where component > 0 { words[index / 64] |= 1 << (index % 64) }
        return words
    }
}
