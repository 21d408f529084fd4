import Testing

@testable internal import AgentNetwork

struct WebSocketLifecycleTests {
    private typealias Action = WebSocketLifecycle.Action
    private let start = MonotonicTime.now

    private func lifecycle(ping: Duration? = .seconds(20), idle: Duration? = .seconds(60)) -> WebSocketLifecycle {
        var timeouts = WebSocketTimeouts()
        timeouts.pingInterval = ping
        timeouts.idleTimeout = idle
        timeouts.closeTimeout = .seconds(5)
        return WebSocketLifecycle(timeouts: timeouts, at: start)
    }

    private let peerCloses = WebSocketDecoder.Event.close(
        WebSocketCloseFrame(code: WebSocketCloseCode(rawValue: 4001), reason: "done"))

    @Test func `Messages and pings of an open connection`() {
        var life = lifecycle()
        #expect(life.isOpen)
        #expect(life.receive(.message(.text("a")), at: start) == .deliver(.text("a")))
        #expect(life.receive(.ping([1]), at: start) == .sendPong([1]))
        #expect(life.receive(.pong([1]), at: start) == .proceed)
        #expect(life.closeCode == nil)
        #expect(life.ending == nil)
    }

    @Test func `The peer closes: its code is repeated once`() {
        var life = lifecycle()
        let answer = WebSocketCloseFrame(code: WebSocketCloseCode(rawValue: 4001))
        #expect(life.receive(peerCloses, at: start) == .windUp(answer))
        #expect(!life.isOpen)
        // Nothing that follows counts.
        #expect(life.receive(.message(.text("late")), at: start) == .proceed)
        #expect(life.receive(.ping([]), at: start) == .proceed)
        #expect(life.receive(peerCloses, at: start) == .proceed)
        #expect(life.fail(.framing("late"), at: start) == .proceed)
        #expect(life.requestClose(at: start) == false)
        #expect(life.ending == nil)
        life.finish()
        #expect(life.ending == .closed)
        #expect(life.closeCode?.rawValue == 4001)
        #expect(life.closeReason == "done")
    }

    @Test func `A Close frame without code gets one without code`() {
        var life = lifecycle()
        #expect(
            life.receive(.close(WebSocketCloseFrame(code: nil)), at: start) == .windUp(WebSocketCloseFrame(code: nil)))
        #expect(life.closeCode == .noStatus)
        #expect(life.closeReason?.isEmpty == true)
    }

    @Test func `This side closes: data is dropped, pings are answered, no second Close is sent`() {
        var life = lifecycle()
        #expect(life.requestClose(at: start) == true)
        #expect(!life.isOpen)
        #expect(life.requestClose(at: start) == false)
        #expect(life.receive(.message(.binary([1])), at: start) == .proceed)
        #expect(life.receive(.ping([7]), at: start) == .sendPong([7]))
        #expect(life.closeCode == nil)
        #expect(life.receive(peerCloses, at: start) == .windUp(nil))
        life.finish()
        #expect(life.ending == .closed)
        #expect(life.closeCode?.rawValue == 4001)
    }

    @Test func `A violation is told to the peer and to the receiver`() {
        var life = lifecycle()
        let violation = WebSocketViolation.encoding("expected UTF-8")
        let frame = WebSocketCloseFrame(code: .invalidPayload, reason: "expected UTF-8")
        #expect(life.fail(violation, at: start) == .windUp(frame))
        #expect(life.receive(peerCloses, at: start) == .proceed)
        #expect(life.fail(violation, at: start) == .proceed)
        life.finish()
        #expect(life.ending == .failed(violation.error))
        #expect(life.closeCode == .abnormalClosure)
        #expect(life.closeReason == nil)
    }

    @Test func `A violation after our Close frame is told to nobody`() {
        var life = lifecycle()
        #expect(life.requestClose(at: start) == true)
        #expect(life.fail(.framing("x"), at: start) == .windUp(nil))
        life.finish()
        #expect(life.ending == .closed)
        #expect(life.closeCode == .abnormalClosure)
    }

    @Test func `The stream ends or breaks`() {
        let broken = NetworkError(.connectionClosed, "reset")
        var ended = lifecycle()
        ended.streamEnded()
        guard case .failed(let error) = ended.ending else {
            Issue.record("expected a failure")
            return
        }
        #expect(error.code == .truncated)
        #expect(ended.closeCode == .abnormalClosure)

        var failed = lifecycle()
        failed.streamFailed(broken)
        failed.streamFailed(.cancelled)
        #expect(failed.ending == .failed(broken))

        // After our Close frame the peer may simply leave.
        var closing = lifecycle()
        #expect(closing.requestClose(at: start) == true)
        closing.streamEnded()
        #expect(closing.ending == .closed)
        #expect(closing.closeCode == .abnormalClosure)

        var cancelled = lifecycle()
        #expect(cancelled.requestClose(at: start) == true)
        cancelled.streamFailed(.cancelled)
        #expect(cancelled.ending == .failed(.cancelled))

        // After both Close frames it is of no interest how the stream ends.
        var done = lifecycle()
        #expect(done.receive(peerCloses, at: start) != .proceed)
        done.streamFailed(broken)
        #expect(done.ending == .closed)
    }

    @Test func `Pings are sent after silence, and only then`() {
        var life = lifecycle()
        life.waitBegan(at: start)
        #expect(life.nextDeadline == start + .seconds(20))
        #expect(life.tick(at: start + .seconds(19), isSending: false) == .proceed)
        life.waitEnded()
        life.waitBegan(at: start + .seconds(15))
        #expect(life.tick(at: start + .seconds(20), isSending: false) == .proceed)
        #expect(life.nextDeadline == start + .seconds(35))
        #expect(life.tick(at: start + .seconds(35), isSending: false) == .sendPing)
        #expect(life.nextDeadline == start + .seconds(55))
        #expect(life.tick(at: start + .seconds(55), isSending: false) == .sendPing)
        #expect(life.nextDeadline == start + .seconds(75))
    }

    @Test func `Silence for too long ends the connection`() {
        var life = lifecycle()
        life.waitBegan(at: start)
        for seconds in [20, 40] {
            #expect(life.tick(at: start + .seconds(seconds), isSending: false) == .sendPing)
        }
        guard case .abort(let error, let farewell) = life.tick(at: start + .seconds(60), isSending: false) else {
            Issue.record("expected the end")
            return
        }
        #expect(error.code == .timedOut)
        #expect(farewell?.code == .internalError)
        #expect(life.ending == .failed(error))
        #expect(life.closeCode == .abnormalClosure)
        #expect(life.nextDeadline == nil)
        #expect(life.tick(at: start + .seconds(99), isSending: false) == .proceed)
    }

    @Test func `Nobody is given up without a Ping and the time to answer it`() {
        var life = lifecycle()
        life.waitBegan(at: start)
        // This machine has slept.
        #expect(life.tick(at: start + .seconds(9000), isSending: false) == .sendPing)
        #expect(life.nextDeadline == start + .seconds(9020))
        #expect(life.tick(at: start + .seconds(9019), isSending: false) == .proceed)
        var woken = life
        woken.waitEnded()
        woken.waitBegan(at: start + .seconds(9019))
        #expect(woken.tick(at: start + .seconds(9039), isSending: false) == .sendPing)
        guard case .abort = life.tick(at: start + .seconds(9020), isSending: false) else {
            Issue.record("expected the end")
            return
        }
    }

    @Test func `Silence counts only while it is listened to, and not while a message is sent`() {
        var life = lifecycle()
        #expect(life.tick(at: start + .seconds(500), isSending: false) == .sendPing)
        life.waitBegan(at: start + .seconds(500))
        #expect(life.tick(at: start + .seconds(520), isSending: false) == .sendPing)
        #expect(life.tick(at: start + .seconds(559), isSending: true) == .proceed)
        #expect(life.tick(at: start + .seconds(618), isSending: false) == .sendPing)
        #expect(life.isOpen)
    }

    @Test(arguments: [nil, Duration.seconds(20)], [nil, Duration.seconds(60)])
    func `Both timers may be off`(ping: Duration?, idle: Duration?) {
        var life = lifecycle(ping: ping, idle: idle)
        life.waitBegan(at: start)
        #expect(life.nextDeadline == (ping ?? idle).map { start + $0 })
        let action = life.tick(at: start + .seconds(1000), isSending: false)
        switch (ping, idle) {
        case (.some, _): #expect(action == .sendPing)
        case (nil, .some): #expect(!life.isOpen)
        case (nil, nil): #expect(action == .proceed)
        }
    }

    @Test(arguments: [nil, Duration.seconds(20), .seconds(90)], [nil, Duration.seconds(60)])
    func `After a tick the next deadline lies ahead, whatever happens`(ping: Duration?, idle: Duration?) {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<300 {
            var life = lifecycle(ping: ping, idle: idle)
            var now = start
            for _ in 0..<30 {
                now = now + .seconds(Int.random(in: 0...100, using: &generator))
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: life.waitBegan(at: now)
                case 1: life.waitEnded()
                default: break
                }
                let isSending = Bool.random(using: &generator)
                guard case .abort = life.tick(at: now, isSending: isSending) else {
                    // A deadline in the past would make the timer fire again and again.
                    #expect(life.nextDeadline ?? .now + .seconds(100_000) > now)
                    continue
                }
                #expect(life.nextDeadline == nil)
                #expect(!isSending)
            }
        }
    }

    @Test func `The end has a deadline, counted from the first Close frame`() {
        var life = lifecycle()
        #expect(life.requestClose(at: start) == true)
        #expect(life.nextDeadline == start + .seconds(5))
        #expect(life.receive(peerCloses, at: start + .seconds(3)) == .windUp(nil))
        #expect(life.nextDeadline == start + .seconds(5))
        #expect(life.tick(at: start + .seconds(4), isSending: false) == .proceed)
        guard case .abort(let error, nil) = life.tick(at: start + .seconds(5), isSending: true) else {
            Issue.record("expected the end")
            return
        }
        #expect(error.code == .timedOut)
        life.streamFailed(error)
        #expect(life.ending == .closed)
    }
}
