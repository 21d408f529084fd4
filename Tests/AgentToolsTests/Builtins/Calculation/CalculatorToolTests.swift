import AgentPrimitives
import AgentTools
import Testing

@Suite struct CalculatorToolTests {
    private let dispatcher: ToolDispatcher

    init() throws {
        dispatcher = try ToolDispatcher(CalculatorTool())
    }

    private func calculate(_ expression: String) async throws -> String {
        let json = try await dispatcher.json(of: "calc", ["expression": .string(expression)])
        return json["value"]?.stringValue ?? json.stringValue ?? "?"
    }

    @Test(
        "Exact results have all their digits",
        arguments: [
            ("17*23", "391"), ("1", "1"), ("-0", "0"), ("0.1+0.2", "0.3"), ("1/3*3", "1"), ("1 - 0.9", "0.1"),
            ("2^100", "1267650600228229401496703205376"), ("2^-3", "0.125"), ("2^3^2", "512"), ("-2^2", "-4"),
            ("(-2)^3", "-8"), ("2^-1^2", "0.5"), ("7 % 3", "1"), ("-7 % 3", "-1"), ("7.5 % 2", "1.5"),
            ("10/4", "2.5"), ("1/8", "0.125"), ("1e3", "1000"), ("1.5e-3", "0.0015"), (".5 + 5.", "5.5"),
            ("2 + 3 * 4", "14"), ("(2 + 3) * 4", "20"), ("10 - 4 - 3", "3"), ("100 / 10 / 5", "2"),
            ("--5", "5"), ("+-+5", "-5"), ("sqrt(16)", "4"), ("sqrt(2.25)", "1.5"), ("abs(-3.5)", "3.5"),
            ("min(3, 1, 2)", "1"), ("max(3, 1/3, 2)", "3"), ("round(2.5)", "3"), ("round(-2.5)", "-3"),
            ("round(3.14159, 2)", "3.14"), ("round(1234, -2)", "1200"), ("floor(-1.5)", "-2"), ("ceil(1.2)", "2"),
            ("pow(2, 10)", "1024"), ("ln(1)", "0"), ("exp(0)", "1"), ("sin(0)", "0"), ("cos(0)", "1"),
            ("0^0", "1"), ("(1/3)^2*9", "1"), ("123456789 * 987654321", "121932631112635269"),
            ("99999999999999999999 + 1", "100000000000000000000"), ("3×4÷6−1", "1"), ("SQRT(4)", "2"),
            ("1e-20", "1e-20"), ("1e21", "1000000000000000000000"), ("1^1000000000000", "1"), ("(-1)^1001", "-1"),
        ])
    func exact(expression: String, value: String) async throws {
        #expect(try await calculate(expression) == value)
    }

    @Test(
        "Other results have fifteen digits",
        arguments: [
            ("1/3", "0.333333333333333"), ("2/3", "0.666666666666667"), ("1/7e20", "1.42857142857143e-21"),
            ("sqrt(2)", "1.4142135623731"), ("pi", "3.14159265358979"), ("e", "2.71828182845905"),
            ("ln(e)", "1"), ("log10(1000)", "3"), ("sin(pi/2)", "1"), ("tan(pi/4)", "1"),
            ("exp(1)", "2.71828182845905"),
            ("2^0.5", "1.4142135623731"), ("1e300*1e-300", "1"), ("2^1500/2^1500", "resultOutOfRange"),
            ("1.0000001^10000000", "2.71828169254497"), ("-1/3", "-0.333333333333333"),
        ])
    func rounded(expression: String, value: String) async throws {
        let result = try await calculate(expression)
        if value == "resultOutOfRange" {
            #expect(result.contains("the result is too large"))
        } else {
            #expect(result == value)
        }
    }

    @Test(
        "What is no expression is refused with its position",
        arguments: [
            ("", "position 1 of the expression: expected a number, a name or a parenthesis, found the end"),
            ("1 +", "position 4 of the expression: expected a number, a name or a parenthesis, found the end"),
            ("2 3", "position 3 of the expression: expected an operator, a number or a parenthesis, found 3"),
            ("2**3", "position 2 of the expression: found **; write ^ for a power"),
            (
                "1,000",
                "position 2 of the expression: found , outside a function's arguments; write numbers without separators"
            ),
            (
                "(1,000)",
                "position 3 of the expression: found , outside a function's arguments; write numbers without separators"
            ),
            ("1_000", "position 2 of the expression: expected a number without separators, as in 1234567.89"),
            ("1.2.3", "position 4 of the expression: expected a number without separators, as in 1234567.89"),
            ("(1", "position 3 of the expression: expected an operator or ), found the end"),
            ("1)", "position 2 of the expression: found ) without a ( or before its value"),
            ("sqr(4)", "position 1 of the expression: found the unknown name sqr; did you mean sqrt?"),
            ("sin 1", "position 5 of the expression: expected ( after sin, found 1"),
            ("sqrt(1, 2)", "position 1 of the expression: expected 1 arguments of sqrt, found 2"),
            ("2 € 3", "position 3 of the expression: expected an operator, a number or a parenthesis, found U+20AC"),
            ("1e", "position 3 of the expression: expected digits after the exponent's e"),
            ("1/0", "position 2 of the expression: division by zero"),
            ("5 % (1-1)", "position 3 of the expression: division by zero"),
            ("0^-1", "position 2 of the expression: division by zero"),
            ("(-8)^0.5", "position 5 of the expression: a negative number has no real power that is not whole"),
            ("sqrt(-1)", "position 1 of the expression: sqrt has no value for these arguments"),
            ("ln(0)", "position 1 of the expression: ln has no value for these arguments"),
            ("10^400", "position 3 of the expression: the result is too large; numbers reach to about 1.8e308"),
            ("1e999", "position 1 of the expression: a number beyond 1e400"),
            ("9^9^9", "position 2 of the expression: the result is too large; numbers reach to about 1.8e308"),
        ])
    func refused(expression: String, message: String) async throws {
        #expect(try await calculate(expression) == message)
    }

    @Test("Length and depth have limits")
    func limits() async throws {
        let deep = String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)
        #expect(try await calculate(deep).contains("at most 100 levels"))
        #expect(try await calculate(String(repeating: "-", count: 3000) + "1").contains("at most 100 levels"))
        #expect(try await calculate(String(repeating: "1+", count: 3000) + "1").contains("at most 4096 bytes"))
        #expect(try await calculate(String(repeating: "1+", count: 2000) + "1") == "2001")
        #expect(try await calculate(String(repeating: "9", count: 4000)).hasPrefix("position 1"))
    }
}
