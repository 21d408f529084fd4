internal import AgentWire

/// Two ends of a connection under test, with the steps that several rules need.
struct FrameTransportProbe<Frame: Sendable>: Sendable {
    typealias End = any FrameTransport<Frame>

    let left: End
    let right: End
    let samples: FrameSamples<Frame>
    let rule: String

    /// Demands that something holds.
    func expect(_ holds: Bool, _ message: @autoclosure () -> String) throws(ContractViolation) {
        if !holds { throw ContractViolation(rule: rule, message()) }
    }

    /// Demands that two values are equal.
    func expect<Value: Equatable>(_ found: Value, is expected: Value, _ what: String) throws(ContractViolation) {
        try expect(found == expected, "expected \(what) to be \(expected), found \(found)")
    }

    /// Sends frames with these numbers.
    func send(_ numbers: some Sequence<Int>, size: Int = 64, to end: End) async throws {
        for number in numbers { try await end.send(samples.frame(number, size: size)) }
    }

    /// Receives a frame and demands that it is whole; nil at the end.
    func receive(from end: End) async throws -> Int? {
        guard let frame = try await end.receive() else { return nil }
        return try number(of: frame)
    }

    /// Demands that a frame is as it was sent.
    func number(of frame: Frame) throws(ContractViolation) -> Int {
        guard let number = samples.number(of: frame) else {
            throw ContractViolation(rule: rule, "expected a frame as it was sent, found one that differs")
        }
        return number
    }

    /// Receives frames and demands that they have these numbers, in order.
    func expect(_ numbers: some Sequence<Int>, from end: End) async throws {
        for number in numbers { try expect(try await receive(from: end), is: number, "the next frame's number") }
    }

    /// Sends frames with these numbers at one end while they are received at the other: an end need not have room for more
    /// than one.
    func exchange(_ numbers: some Sequence<Int> & Sendable, size: Int = 64, from sender: End, to receiver: End)
        async throws
    {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await send(numbers, size: size, to: sender) }
            try await expect(numbers, from: receiver)
            try await group.waitForAll()
        }
    }

    /// Receives to the end.
    func receiveAll(from end: End) async throws -> [Int] {
        var numbers: [Int] = []
        while let number = try await receive(from: end) { numbers.append(number) }
        return numbers
    }

    /// Demands that a call fails with a code.
    func expect(
        _ code: WireError.Code, _ what: String, _ body: () async throws(WireError) -> Void
    ) async throws(ContractViolation) {
        do throws(WireError) {
            try await body()
        } catch {
            return try expect(error.code, is: code, "the failure of \(what)")
        }
        throw ContractViolation(rule: rule, "expected \(what) to fail with \(code), found that it does not")
    }
}
