internal import AgentWire

extension FrameTransportContract {
    /// Rules on cancelled tasks.
    static var cancelling: [FrameTransportContract] {
        [
            FrameTransportContract("a task that was cancelled before neither sends nor receives") { probe in
                try await probe.send([1], to: probe.left)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    // Although there are a frame and, mostly, room for another.
                    group.cancelAll()
                    group.addTask {
                        try await probe.expect(.cancelled, "sending in a cancelled task") { () throws(WireError) in
                            try await probe.left.send(probe.samples.frame(9))
                        }
                    }
                    group.addTask {
                        try await probe.expect(.cancelled, "receiving in a cancelled task") { () throws(WireError) in
                            _ = try await probe.right.receive()
                        }
                    }
                    try await group.waitForAll()
                }
                try await probe.expect([1], from: probe.right)
                try await probe.exchange([2], from: probe.left, to: probe.right)
            },
            FrameTransportContract("a receiver that is cancelled takes no frame along") { probe in
                for number in 0..<200 {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        // Before, while or after somebody waits, in turn.
                        group.addTask {
                            for _ in 0..<number % 4 { await Task.yield() }
                            try await probe.send([number], to: probe.left)
                        }
                        var found: Int?
                        var patience = number / 4 % 5
                        while found == nil {
                            found = try await probe.receive(cancelledAfter: patience)
                            // A task that is cancelled before it runs receives nothing, however often it is tried.
                            patience += 1
                        }
                        try probe.expect(found, is: number, "the next frame's number")
                        try await group.waitForAll()
                    }
                }
            },
            FrameTransportContract("cancelling a receiver leaves those beside it waiting") { probe in
                try await withThrowingTaskGroup(of: Int?.self) { group in
                    group.addTask { try await probe.receive(from: probe.right) }
                    for _ in 0..<5 {
                        let found = try await probe.receive(cancelledAfter: 3)
                        try probe.expect(found, is: nil, "what a cancelled receiver gets of nothing")
                    }
                    try await probe.send([5], to: probe.left)
                    try probe.expect(try await group.next() ?? nil, is: 5, "the frame's number")
                }
            },
        ]
    }

    /// Rules on cancelled tasks that wait because the other end is behind.
    static var cancelledSending: [FrameTransportContract] {
        [
            FrameTransportContract("a sender that is cancelled has sent a whole frame or nothing") { probe in
                var next = 0
                for round in 0..<6 {
                    let accepted = await probe.sendUntilCancelled(from: next, size: 30_000, yields: 20 * round)
                    // Left over in a buffer, half a frame would show here.
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { try await probe.send([accepted], to: probe.left) }
                        try await probe.expect(next...accepted, from: probe.right)
                        try await group.waitForAll()
                    }
                    next = accepted + 1
                }
            },
            FrameTransportContract("receivers that are cancelled while frames stream in lose none") { probe in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await probe.send(0..<300, size: 2000, to: probe.left)
                        probe.left.close()
                    }
                    var received = 0
                    var round = 0
                    while received < 300 {
                        round += 1
                        guard let number = try await probe.receive(cancelledAfter: round % 4) else { continue }
                        try probe.expect(number, is: received, "the next frame's number")
                        received += 1
                    }
                    try await group.waitForAll()
                }
            },
        ]
    }
}

extension FrameTransportProbe {
    /// Receives at the right end in a task that is soon cancelled; nil when it got nothing.
    fileprivate func receive(cancelledAfter yields: Int) async throws -> Int? {
        let result = await withTaskGroup { group in
            group.addTask {
                do throws(WireError) {
                    return Result<Frame?, WireError>.success(try await right.receive())
                } catch {
                    return .failure(error)
                }
            }
            for _ in 0..<yields { await Task.yield() }
            group.cancelAll()
            return await group.next()
        }
        switch result {
        case .success(let frame?): return try number(of: frame)
        case .success(nil), nil: throw ContractViolation(rule: rule, "expected a frame or nothing yet, found the end")
        case .failure(let error):
            try expect(error.code, is: .cancelled, "the failure of a cancelled receiver")
            return nil
        }
    }

    /// Sends numbered frames at the left end in a task that is soon cancelled, and returns the first number not sent.
    fileprivate func sendUntilCancelled(from first: Int, size: Int, yields: Int) async -> Int {
        await withTaskGroup { group in
            group.addTask {
                var number = first
                while true {
                    do throws(WireError) {
                        try await left.send(samples.frame(number, size: size))
                    } catch {
                        return number
                    }
                    number += 1
                }
            }
            for _ in 0..<yields { await Task.yield() }
            group.cancelAll()
            return await group.next() ?? first
        }
    }
}
