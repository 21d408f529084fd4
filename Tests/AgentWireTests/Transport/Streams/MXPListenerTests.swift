internal import AgentNetwork
internal import Foundation
internal import Testing

@testable internal import AgentWire

@Suite(.timeLimit(.minutes(5)))
struct MXPListenerTests {
    private func echo(_ transport: StreamFrameTransport) async {
        do {
            while let message = try await transport.receive() { try await transport.send(message) }
        } catch {
            // The client has left.
        }
    }

    @Test(arguments: StreamKind.allCases, PollingMechanism.all)
    func servesManyConnections(kind: StreamKind, polling: PollingMechanism) async throws {
        try await withGroup(polling) { group in
            let listener = try await MXPListener.bind(to: freePlace(kind), group: group)
            let endpoint = try #require(listener.endpoints.first)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await listener.run(echo) }
                try await withThrowingTaskGroup(of: Void.self) { clients in
                    for client in 0..<20 {
                        clients.addTask {
                            let transport = try await StreamFrameTransport.connect(to: endpoint, group: group)
                            #expect(transport.endpoint == endpoint)
                            for number in 0..<10 {
                                let message = MXPMessage.sample(payload: ramp(client * 100 + number))
                                try await transport.send(message)
                                #expect(try await transport.receive() == message)
                            }
                            transport.close()
                            await transport.finished()
                        }
                    }
                    try await clients.waitForAll()
                }
                #expect(listener.statistics.accepted == 20)
                listener.close()
                try await tasks.waitForAll()
            }
            #expect(listener.statistics.active == 0)
        }
    }

    @Test(arguments: StreamKind.allCases)
    func keepsToItsLimit(kind: StreamKind) async throws {
        var options = MXPListenerOptions()
        options.accepting.maxConnections = 1
        try await withGroup { group in
            let listener = try await MXPListener.bind(to: freePlace(kind), options: options, group: group)
            let endpoint = try #require(listener.endpoints.first)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await listener.run(echo) }
                let first = try await StreamFrameTransport.connect(to: endpoint, group: group)
                try await first.send(.sample(payload: [1]))
                #expect(try await first.receive()?.payload == [1])
                let second = try await StreamFrameTransport.connect(to: endpoint, group: group)
                try await second.send(.sample(payload: [2]))
                #expect(listener.statistics.active == 1)
                first.close()
                #expect(try await second.receive()?.payload == [2])
                second.close()
                listener.close()
                try await tasks.waitForAll()
            }
        }
    }

    @Test func cancellingTheRunEndsTheConnections() async throws {
        try await withGroup { group in
            let place = freePlace(.unix)
            let listener = try await MXPListener.bind(to: place, group: group)
            let client = try await StreamFrameTransport.connect(to: place, group: group)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await listener.run(echo) }
                try await client.send(.sample(payload: [1]))
                #expect(try await client.receive()?.payload == [1])
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
            #expect(try await client.receive() == nil)
            client.close()
            let path = try #require(place.unixPath)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func aUnixSocketHasTheRightsThatWereAskedFor() async throws {
        try await withGroup { group in
            var options = MXPListenerOptions()
            options.unixMode = 0o640
            let place = freePlace(.unix)
            let listener = try await MXPListener.bind(to: place, options: options, group: group)
            let attributes = try FileManager.default.attributesOfItem(atPath: try #require(place.unixPath))
            #expect(attributes[.posixPermissions] as? NSNumber == 0o640)
            listener.close()
        }
    }

    @Test func nobodyThereIsTold() async throws {
        try await withGroup { group in
            _ = await #expect(throws: NetworkError.self) {
                try await StreamFrameTransport.connect(to: freePlace(.unix), group: group)
            }
        }
    }
}
