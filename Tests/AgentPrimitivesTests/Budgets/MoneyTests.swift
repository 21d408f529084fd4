import AgentPrimitives
import Testing

@Suite("Money")
struct MoneyTests {
    @Test(
        "dollars are read exactly",
        arguments: [("0.05", 50_000), ("1", 1_000_000), ("0", 0), ("12.345678", 12_345_678), ("0.000001", 1)])
    func reads(text: String, micros: Int64) {
        #expect(Money(dollars: text)?.micros == micros)
    }

    @Test(
        "other texts are refused",
        arguments: ["", ".", "1.", ".5", "-1", "1.2345678", "1e3", "1,5", "99999999999999", "1.2.3"])
    func refused(text: String) {
        #expect(Money(dollars: text) == nil)
    }

    @Test("amounts print with six decimals and a sign")
    func prints() {
        #expect(Money(micros: 50_000).description == "$0.050000")
        #expect(Money(micros: -1_500_000).description == "-$1.500000")
    }

    @Test("a sum stops at the largest amount")
    func saturates() {
        #expect(Money(micros: .max) + Money(micros: 1) == Money(micros: .max))
    }
}
