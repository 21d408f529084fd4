internal import AgentWire

extension FrameTransportContract {
    /// Rules on what closing means at the end that closes.
    static var ending: [FrameTransportContract] {
        [
            FrameTransportContract("a closed end refuses to send, and ends receiving; closing again changes nothing") {
                probe in
                for _ in 0..<2 {
                    probe.left.close()
                    try await probe.expect(.transportClosed, "sending at a closed end") { () throws(WireError) in
                        try await probe.left.send(probe.samples.frame(1))
                    }
                    try probe.expect(try await probe.receive(from: probe.left), is: nil, "what a closed end receives")
                }
            },
            FrameTransportContract("closing an end wakes who receives there") { probe in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 {
                        group.addTask {
                            try probe.expect(
                                try await probe.receive(from: probe.left), is: nil, "what a closed end receives")
                        }
                    }
                    for _ in 0..<5 { await Task.yield() }
                    probe.left.close()
                    try await group.waitForAll()
                }
            },
        ]
    }

    /// Rules on what closing means at the other end.
    static var closing: [FrameTransportContract] {
        [
            FrameTransportContract("the other end receives what was sent before a close, and then the end") { probe in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await probe.send(0..<50, size: 200, to: probe.left)
                        probe.left.close()
                    }
                    // Nobody receives these; they must not cost the others their way.
                    group.addTask { try await probe.sendUntilRefused(size: 200, to: probe.right) }
                    try await probe.expect(0..<50, from: probe.right)
                    for _ in 0..<2 {
                        try probe.expect(
                            try await probe.receive(from: probe.right), is: nil, "what comes after a close")
                    }
                    try await group.waitForAll()
                }
            },
            FrameTransportContract("what was accepted is received although its sender has closed and gone on") {
                probe in
                try await withThrowingTaskGroup(of: Int.self) { group in
                    group.addTask {
                        var accepted = 0
                        do {
                            // Until the other end is behind: that takes a while, and then the task is cancelled.
                            while true {
                                try await probe.send([accepted], size: 50_000, to: probe.left)
                                accepted += 1
                            }
                        } catch let error as WireError where error.code == .cancelled {
                            probe.left.close()
                        }
                        return accepted
                    }
                    for _ in 0..<200 { await Task.yield() }
                    group.cancelAll()
                    let accepted = try await group.next() ?? 0
                    let received = try await probe.receiveAll(from: probe.right)
                    try probe.expect(received == Array(0..<accepted), "expected \(accepted) frames, found others")
                }
            },
            FrameTransportContract("an end that has received the end refuses to send") { probe in
                probe.left.close()
                try probe.expect(try await probe.receive(from: probe.right), is: nil, "what comes after a close")
                try await probe.expect(.transportClosed, "sending to a closed end") { () throws(WireError) in
                    try await probe.right.send(probe.samples.frame(1))
                }
            },
            FrameTransportContract("closing an end wakes who waits to send there") { probe in
                try await probe.expectRefusal(whenClosing: probe.left)
            },
            FrameTransportContract("closing the other end wakes who waits to send") { probe in
                try await probe.expectRefusal(whenClosing: probe.right)
            },
            FrameTransportContract("closing the other end wakes who receives") { probe in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 {
                        group.addTask {
                            try probe.expect(
                                try await probe.receive(from: probe.right), is: nil, "what comes after a close")
                        }
                    }
                    for _ in 0..<5 { await Task.yield() }
                    probe.left.close()
                    try await group.waitForAll()
                }
            },
        ]
    }
}

extension FrameTransportProbe {
    /// Sends at the left end until it is refused, while nobody receives.
    fileprivate func expectRefusal(whenClosing end: End) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sendUntilRefused(size: 50_000, to: left) }
            for _ in 0..<100 { await Task.yield() }
            end.close()
            try await group.waitForAll()
        }
    }

    /// Sends until that is refused because the transport is closed.
    fileprivate func sendUntilRefused(size: Int, to end: End) async throws {
        try await expect(.transportClosed, "sending without end") { () throws(WireError) in
            while true { try await end.send(samples.frame(7, size: size)) }
        }
    }
}
