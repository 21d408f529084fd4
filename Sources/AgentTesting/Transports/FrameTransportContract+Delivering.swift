internal import AgentWire

extension FrameTransportContract {
    /// Rules on frames on their way, few at a time.
    static var delivering: [FrameTransportContract] {
        [
            FrameTransportContract("frames arrive as they were sent, in order, in both directions") { probe in
                for round in 0..<20 {
                    try await probe.exchange([3 * round, 3 * round + 1], from: probe.left, to: probe.right)
                    try await probe.exchange([3 * round + 2], from: probe.right, to: probe.left)
                }
            },
            FrameTransportContract("frames of every size arrive whole") { probe in
                for size in [0, 1, 7, 8, 9, 1399, 65_000, 65_536, 70_001, 1_000_000] {
                    try await probe.exchange([size], size: size, from: probe.left, to: probe.right)
                }
            },
            FrameTransportContract("of tasks that send and receive at once, each frame reaches one") { probe in
                let received = try await withThrowingTaskGroup(of: [Int].self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            var numbers: [Int] = []
                            for _ in 0..<8 {
                                guard let number = try await probe.receive(from: probe.right) else { break }
                                numbers.append(number)
                            }
                            return numbers
                        }
                    }
                    try await withThrowingTaskGroup(of: Void.self) { senders in
                        for sender in 0..<4 {
                            senders.addTask {
                                try await probe.send(sender * 8..<sender * 8 + 8, size: 100, to: probe.left)
                            }
                        }
                        try await senders.waitForAll()
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                try probe.expect(received.sorted(), is: Array(0..<32), "the numbers of all received frames")
            },
        ]
    }

    /// Rules on many frames on their way.
    static var ordering: [FrameTransportContract] {
        [
            FrameTransportContract("order is kept however far the sender is ahead") { probe in
                for (size, count) in [(0, 2000), (5000, 500), (200_000, 20)] {
                    try await probe.exchange(0..<count, size: size, from: probe.left, to: probe.right)
                }
            },
            FrameTransportContract("both directions carry many frames at once") { probe in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await probe.exchange(0..<500, size: 3000, from: probe.left, to: probe.right) }
                    group.addTask { try await probe.exchange(0..<500, size: 3000, from: probe.right, to: probe.left) }
                    try await group.waitForAll()
                }
            },
            FrameTransportContract("many tasks share an end, and the frames of each keep their order") { probe in
                let received = try await withThrowingTaskGroup(of: [Int].self) { group in
                    for receiver in 0..<4 {
                        group.addTask {
                            let numbers = try await probe.receiveAll(from: probe.right)
                            for sender in 0..<4 {
                                let own = numbers.filter { $0 / 1000 == sender }
                                try probe.expect(own == own.sorted(), "receiver \(receiver) found them out of order")
                            }
                            return numbers
                        }
                    }
                    try await withThrowingTaskGroup(of: Void.self) { senders in
                        for sender in 0..<4 {
                            senders.addTask {
                                // Of one size each, from one that shares a write with others to one that needs several.
                                let size = [10, 2000, 20_000, 100_000][sender]
                                let count = [500, 500, 100, 20][sender]
                                try await probe.send(sender * 1000..<sender * 1000 + count, size: size, to: probe.left)
                            }
                        }
                        try await senders.waitForAll()
                    }
                    probe.left.close()
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                let sent = [0..<500, 1000..<1500, 2000..<2100, 3000..<3020].flatMap(Array.init)
                try probe.expect(received.sorted() == sent, "expected every frame once, found others")
            },
        ]
    }
}
