import AgentNetwork
import Testing

@testable import AgentAdapters

@Suite("Retry-After")
struct RetryAfterTests {
    @Test(
        "is read in seconds, milliseconds and as a date by the server's clock",
        arguments: [
            (["Retry-After": "0"], Duration.zero), (["Retry-After": "1.5"], .milliseconds(1500)),
            (["retry-after-ms": "20", "Retry-After": "9"], .milliseconds(20)),
            (["Retry-After": "-3"], .zero), (["Retry-After": "1e300"], .seconds(7 * 86_400)),
            (["Retry-After": "Thu, 29 Feb 2024 00:00:10 GMT", "Date": "Wed, 28 Feb 2024 23:59:50 GMT"], .seconds(20)),
            (["Retry-After": "Wed, 28 Feb 2024 23:59:50 GMT", "Date": "Thu, 29 Feb 2024 00:00:10 GMT"], .zero),
        ] as [([String: String], Duration)])
    func read(fields: [String: String], wait: Duration) {
        #expect(RetryAfter.read(from: HTTPHeaders(fields.map { (name: $0.key, value: $0.value) })) == wait)
    }

    @Test(
        "is nothing where it makes no sense",
        arguments: [
            [:], ["Retry-After": "soon"], ["Retry-After": "nan"], ["Retry-After": "Thu, 29 Feb 2024 00:00:10 GMT"],
        ]
            as [[String: String]])
    func nothing(fields: [String: String]) {
        #expect(RetryAfter.read(from: HTTPHeaders(fields.map { (name: $0.key, value: $0.value) })) == nil)
    }

    @Test(
        "reads HTTP dates",
        arguments: [("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777)])
    func dates(text: String, seconds: Int) {
        #expect(HTTPDate.seconds(text) == seconds)
    }
}
