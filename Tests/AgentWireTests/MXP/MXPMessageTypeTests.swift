internal import Testing

@testable internal import AgentWire

@Suite struct MXPMessageTypeTests {
    @Test func namesReadBack() {
        #expect(MXPMessageType.allCases.count == 11)
        for type in MXPMessageType.allCases {
            #expect(MXPMessageType(name: type.name) == type)
            #expect("\(type)" == type.name)
        }
        #expect(MXPMessageType(name: "call") == nil)
        #expect(MXPMessageType.agentRegister.name == "AgentRegister")
    }

    @Test func requestsAndResponses() {
        #expect(
            MXPMessageType.allCases.filter(\.requiresResponse) == [.agentRegister, .agentDiscover, .call])
        #expect(MXPMessageType.allCases.filter(\.isResponse) == [.response, .ack, .error])
    }
}
