import AgentPrimitives
import Testing

@testable import AgentTools

@Suite struct CalculatorParserTests {
    @Test("Damaged expressions are refused or have a value; nothing crashes")
    func mutations() {
        let seeds = [
            "17*23", "sqrt(2)^3", "-(1.5e3 + 2) % 7", "max(1, 2/3, pi)", "round(10/3, 2)", "2^-3^2", "log10(1e5)",
        ]
        let letters = Array("0123456789.+-*/%^(), eEpisqrtmaxlnrd_×".unicodeScalars)
        let random = SeededRandomSource(seed: 17)
        var values = 0
        for _ in 0..<50_000 {
            var text = Array(seeds[Int(random.next() % UInt64(seeds.count))].unicodeScalars)
            for _ in 0...(random.next() % 3) {
                let place = Int(random.next() % UInt64(text.count + 1))
                let letter = letters[Int(random.next() % UInt64(letters.count))]
                switch random.next() % 3 {
                case 0: text.insert(letter, at: place)
                case 1 where place < text.count: text[place] = letter
                default: if place < text.count { text.remove(at: place) }
                }
            }
            var expression = String.UnicodeScalarView()
            expression.append(contentsOf: text)
            do throws(ToolError) {
                let value = try CalculatorParser.value(of: String(expression))
                values += 1
                if !value.double.isFinite { Issue.record("expected a finite value of \(expression)") }
                if Double(value.description) == nil { Issue.record("expected a number, found \(value)") }
            } catch {
                guard error.code == .invalidExpression || error.code == .resultOutOfRange else {
                    Issue.record("unexpected error \(error.code)")
                    continue
                }
            }
        }
        #expect(values > 5000)
    }

    @Test("Whole-number expressions agree with 64-bit arithmetic")
    func crossCheck() throws {
        let random = SeededRandomSource(seed: 4)
        func tree(_ depth: Int) -> (text: String, value: Int64) {
            guard depth > 0 else {
                let value = Int64(random.next() % 50)
                return ("\(value)", value)
            }
            let (left, right) = (tree(depth - 1), tree(depth - 1))
            switch random.next() % 3 {
            case 0: return ("(\(left.text) + \(right.text))", left.value + right.value)
            case 1: return ("(\(left.text) - \(right.text))", left.value - right.value)
            default: return ("(\(left.text) * \(right.text))", left.value * right.value)
            }
        }
        for _ in 0..<2000 {
            let (text, value) = tree(Int(random.next() % 4))
            #expect(try CalculatorParser.value(of: text).description == "\(value)")
        }
    }

    @Test("Division takes back what multiplication gave, for numbers of any size")
    func bigNaturals() {
        let random = SeededRandomSource(seed: 9)
        func number() -> BigNatural {
            (0..<(random.next() % 6)).reduce(BigNatural(random.next() >> (random.next() % 64))) { value, _ in
                value * BigNatural(.max) + BigNatural(random.next())
            }
        }
        for _ in 0..<1000 {
            let (left, right) = (number(), number() + .one)
            let (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
            #expect(quotient * right + remainder == left)
            #expect(remainder < right)
            #expect((left + right) - right == left)
        }
    }

    @Test("A fraction becomes the double that its text reads as")
    func doubles() throws {
        for text in ["0.1", "123456.789", "1e22", "9007199254740993", "2.5e-8", "0"] {
            let value = try CalculatorParser.value(of: text).double
            let expected = try #require(Double(text))
            #expect((value - expected).magnitude <= expected.ulp)
        }
    }
}
