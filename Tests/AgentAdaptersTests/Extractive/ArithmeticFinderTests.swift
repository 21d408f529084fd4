import Testing

@testable import AgentAdapters

@Suite("Arithmetic in questions")
struct ArithmeticFinderTests {
    @Test(
        "is found and written for the calculator",
        arguments: [
            ("what is 17*23?", ["17*23"]), ("17 * 23", ["17*23"]), ("17 x 23", ["17*23"]), ("3x4=", ["3*4"]),
            ("how much is 15% of 80", ["15/100*80"]), ("What's 15 percent of 1,250.50?", ["15/100*1250.50"]),
            ("(2+3)^2", ["(2+3)^2"]), ("calculate (2 + 3) ** 2 please", ["(2+3)^2"]), ("2^3^2", ["2^3^2"]),
            ("What is twelve times eight?", ["12*8"]), ("what is twenty-three plus four hundred five", ["23+405"]),
            ("compute 100 divided by 8", ["100/8"]), ("What is 10/4?", ["10/4"]), ("what is 12-5", ["12-5"]),
            ("What is the square root of 144?", ["sqrt(144)"]), ("sqrt(16) + 1", ["sqrt(16)+1"]),
            ("seven squared", ["7^2"]), ("5² + 2³", ["5^2+2^3"]), ("2 to the power of 10", ["2^10"]),
            ("What is 17 % 5?", ["17%5"]), ("what is 17 mod 5", ["17%5"]), ("-3 + 5", ["-3+5"]),
            ("6 ÷ 2 × 3", ["6/2*3"]),
            ("2+2 and 3*3", ["2+2", "3*3"]), ("What is 6-2 and 10/5?", ["6-2", "10/5"]), ("Is 2+2=4?", ["2+2"]),
            ("$20 + $5", ["20+5"]), ("what is 5 million divided by 2 thousand", ["5000000/2000"]),
            ("What is `6*7`?", ["6*7"]), ("4 + 10%", ["4+(10/100)"]), ("2*(3+4", ["3+4"]), ("5 - -3 * 2", ["5--3*2"]),
            ("hello, what is 1 + 1?", ["1+1"]), ("what is max(3, 7*2)?", ["max(3,7*2)"]), ("2*pi", ["2*pi"]),
            ("round(log10(1000)) + 1", ["round(log10(1000))+1"]), ("24/7", ["24/7"]),
            ("What is 17*23, and which port does the server use?", ["17*23"]),
        ])
    func found(question: String, expressions: [String]) {
        #expect(ArithmeticFinder.find(in: question).findings.map(\.expression) == expressions)
    }

    @Test(
        "is not seen where there is none",
        arguments: [
            "Is 24/7 support offered?", "What changed on 2024-05-01?", "what is 2024-05-01", "What is HTTP/2?",
            "What does docs/guide.md:12-13 say?", "Which RFC obsoletes RFC 2616?", "lines 3-5", "version 1.2.3-4",
            "What is a 3-way handshake?", "What is UTF-8?", "Who is the 2nd author?", "two or three people",
            "the 80/20 rule explained", "What is 5?", "how many times does it retry", "What is x?", "C++ and 3D",
            "pages 3 and 12-13.",
            "", "((((", "+ - * /", "What is one of the two-factor methods?", "sha-256", "section 4.2", "100%",
            "the result over time", "max(a, b)", "What is pi?", "round (approximately) 5", "min(1,",
        ])
    func notFound(question: String) {
        #expect(ArithmeticFinder.find(in: question).findings.isEmpty)
    }

    @Test(
        "is cut out of the question",
        arguments: [
            ("What is 17 * 23, and which port does it use?", "which port does it use?"),
            ("Which port does it use, and what is 17 * 23?", "Which port does it use,"), ("17 * 23", ""),
            ("Which port?", "Which port?"),
        ])
    func remainder(question: String, rest: String) {
        #expect(ArithmeticFinder.find(in: question).remainder == rest)
    }

    @Test("is bounded however deep it is nested")
    func depth() {
        let deep = String(repeating: "(", count: 2000) + "1+1" + String(repeating: ")", count: 2000)
        #expect(ArithmeticFinder.find(in: deep).findings.count == 1)
        #expect(ArithmeticFinder.find(in: String(repeating: "1+", count: 5000) + "1").findings.count == 1)
    }
}
