internal import Synchronization
internal import Testing

@testable internal import AgentWire

@Suite struct InProcessTransportTests {
    @Test func carriesFramesBothWays() async throws {
        let (left, right) = InProcessTransport<Int>.pair()
        try await left.send(1)
        try await right.send(2)
        try await left.send(3)
        #expect(try await right.receive() == 1)
        #expect(try await right.receive() == 3)
        #expect(try await left.receive() == 2)
    }

    @Test func handsValuesOverAsTheyAre() async throws {
        final class Token: Sendable {}
        let (left, right) = InProcessTransport<Token>.pair()
        let token = Token()
        try await left.send(token)
        #expect(try await right.receive() === token)
    }

    @Test(arguments: [1, 2, 64]) func keepsOrderUnderBackpressure(capacity: Int) async throws {
        let (left, right) = InProcessTransport<Int>.pair(capacity: capacity)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<2000 { try await left.send(number) }
                left.close()
            }
            var expected = 0
            while let number = try await right.receive() {
                #expect(number == expected)
                expected += 1
            }
            #expect(expected == 2000)
            try await group.waitForAll()
        }
    }

    @Test func senderRunsAheadByTheCapacityOnly() async throws {
        final class Progress: Sendable {
            private let count = Mutex(0)
            var sent: Int { count.withLock { $0 } }
            func advance() { count.withLock { $0 += 1 } }
        }
        let (left, right) = InProcessTransport<Int>.pair(capacity: 3)
        let progress = Progress()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...100 {
                    try await left.send(number)
                    progress.advance()
                }
            }
            for received in 1...100 {
                #expect(try await right.receive() == received)
                // What was received, and what the queue holds now that the receipt has made room.
                #expect(progress.sent <= received + 3)
            }
            try await group.waitForAll()
        }
    }

    @Test func manyTasksShareAnEnd() async throws {
        let (left, right) = InProcessTransport<Int>.pair(capacity: 4)
        let received = try await withThrowingTaskGroup(of: [Int].self) { group in
            for receiver in 0..<4 {
                group.addTask {
                    var numbers: [Int] = []
                    while let number = try await right.receive() { numbers.append(number) }
                    // Whatever came here from one sender came in its order.
                    for sender in 0..<4 {
                        let own = numbers.filter { $0 / 1000 == sender }
                        #expect(own == own.sorted(), "receiver \(receiver)")
                    }
                    return numbers
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { senders in
                for sender in 0..<4 {
                    senders.addTask {
                        for number in 0..<500 { try await left.send(sender * 1000 + number) }
                    }
                }
                try await senders.waitForAll()
            }
            left.close()
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let sent = (0..<2000).map { $0 / 500 * 1000 + $0 % 500 }
        #expect(received.sorted() == sent)
    }

    @Test func closingEitherEndEndsBoth() async throws {
        for closesLeft in [true, false] {
            let (left, right) = InProcessTransport<Int>.pair()
            try await left.send(1)
            (closesLeft ? left : right).close()
            left.close()
            #expect(try await right.receive() == 1)
            #expect(try await right.receive() == nil)
            #expect(try await right.receive() == nil)
            #expect(try await left.receive() == nil)
            for end in [left, right] {
                #expect(await code { () throws(WireError) in try await end.send(2) } == .transportClosed)
            }
        }
    }

    @Test func closingWakesWhoWaits() async throws {
        let (left, right) = InProcessTransport<Int>.pair(capacity: 1)
        try await left.send(0)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { #expect(await code { () throws(WireError) in try await left.send(1) } == .transportClosed) }
            group.addTask {
                let code = await code { () throws(WireError) in
                    let frame = try await left.receive()
                    #expect(frame == nil)
                }
                #expect(code == nil)
            }
            await Task.yield()
            right.close()
        }
        #expect(try await right.receive() == 0)
    }

    @Test func cancelledTasksSendAndTakeNothing() async throws {
        let (left, right) = InProcessTransport<Int>.pair(capacity: 1)
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { #expect(await code { () throws(WireError) in try await left.send(9) } == .cancelled) }
            group.addTask {
                #expect(await code { () throws(WireError) in _ = try await right.receive() } == .cancelled)
            }
        }
        try await left.send(1)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { #expect(await code { () throws(WireError) in try await left.send(2) } == .cancelled) }
            group.addTask {
                #expect(await code { () throws(WireError) in _ = try await left.receive() } == .cancelled)
            }
            await Task.yield()
            group.cancelAll()
        }
        #expect(try await right.receive() == 1)
        try await left.send(3)
        #expect(try await right.receive() == 3)
    }

    /// Cancels receivers at all moments; every frame must still arrive once, in order.
    @Test func cancellationLosesNoFrame() async throws {
        let (left, right) = InProcessTransport<Int>.pair(capacity: 2)
        var random = Mutator(seed: 5)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<300 { try await left.send(number) }
                left.close()
            }
            var received: [Int] = []
            var isOpen = true
            while isOpen {
                switch await Self.receive(from: right, cancelledAfter: random.below(4)) {
                case .success(let number?): received.append(number)
                case .success(nil): isOpen = false
                case .failure(let error): #expect(error.code == .cancelled)
                }
            }
            #expect(received == Array(0..<300))
            try await group.waitForAll()
        }
    }

    private static func receive(
        from end: InProcessTransport<Int>, cancelledAfter yields: Int
    ) async -> Result<Int?, WireError> {
        await withTaskGroup { group in
            group.addTask {
                do throws(WireError) {
                    return Result<Int?, WireError>.success(try await end.receive())
                } catch {
                    return .failure(error)
                }
            }
            for _ in 0..<yields { await Task.yield() }
            group.cancelAll()
            return await group.next() ?? .success(nil)
        }
    }
}

private func code(_ body: () async throws(WireError) -> Void) async -> WireError.Code? {
    do throws(WireError) {
        try await body()
        return nil
    } catch {
        return error.code
    }
}
