import Testing

@testable internal import AgentNetwork

struct WebSocketCloseFrameTests {
    @Test func `Reasons are cut between characters`() {
        let reason = String(repeating: "ä", count: 100)
        let frame = WebSocketCloseFrame(code: .normalClosure, reason: reason)
        #expect(frame.reason == String(repeating: "ä", count: 61))
        #expect(frame.payload.count == 124)
        let fitting = String(repeating: "x", count: 123)
        #expect(WebSocketCloseFrame(code: .normalClosure, reason: fitting).reason == fitting)
    }

    @Test(arguments: [.noStatus, .abnormalClosure, WebSocketCloseCode(rawValue: 1015), WebSocketCloseCode(rawValue: 7)])
    func `Codes that are only reported are not sent`(code: WebSocketCloseCode) {
        #expect(WebSocketCloseFrame(code: code, reason: "x").payload.isEmpty)
    }

    @Test func `Code and reason on the wire`() {
        #expect(WebSocketCloseFrame(code: .goingAway, reason: "ok").payload == [0x03, 0xE9, 0x6F, 0x6B])
        #expect(WebSocketCloseFrame(code: nil).payload.isEmpty)
    }
}
