import Testing

@testable internal import AgentNetwork

struct HTTPQueryTests {
    @Test(arguments: [
        ("/", []),
        ("/?", []),
        ("/?a", ["a", ""]),
        ("/?a=1&b=2&a=3", ["a", "1", "b", "2", "a", "3"]),
        ("/?&&a=&=b&", ["a", "", "", "b"]),
        ("/?a=b=c", ["a", "b=c"]),
        ("/?a+b=c%20d+e%2B", ["a b", "c d e+"]),
        ("/?%C3%BC=%E2%82%AC", ["ü", "€"]),
        ("/?a=%zz%4", ["a", "%zz%4"]),
        ("/?a=%FF", ["a", "\u{FFFD}"]),
        ("/x?y?z=1", ["y?z", "1"]),
    ])
    func `Items of a query`(target: String, expected: [String]) {
        let request = HTTPServerRequest(target: target)
        #expect(request.queryItems.flatMap { [$0.name, $0.value] } == expected)
        for item in request.queryItems {
            #expect(request.query(named: item.name) == request.queryItems.first { $0.name == item.name }?.value)
        }
        #expect(request.query(named: "none") == nil)
    }
}
