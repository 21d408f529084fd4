import AgentPrimitives

/// What came of reading an upstream's bytes.
protocol ReadAnswer {
    var events: [ModelEvent] { get }
    var failure: ModelError? { get }
}

extension ReadAnswer {
    /// Says what is wrong with the order of the events; `nil` for events as they must be.
    var disorder: String? {
        var next = 0
        var open: Int?
        var isStopped = false
        for (position, event) in events.enumerated() {
            if isStopped { return "\(event) follows the stop" }
            switch event {
            case .started:
                if position != 0 { return "started is not the first" }
            case .blockStarted(let index, _):
                if open != nil || index != next { return "block \(index) starts out of turn" }
                open = index
                next += 1
            case .blockDelta(let index, _), .blockSignature(let index, _), .blockCitation(let index, _):
                if open != index { return "block \(index) is not open" }
            case .blockStopped(let index):
                if open != index { return "block \(index) stops out of turn" }
                open = nil
            case .usage:
                break
            case .stop:
                if open != nil { return "the answer stops within a block" }
                isStopped = true
            }
        }
        if isStopped == (failure != nil) { return isStopped ? "a stop and a failure" : "neither stop nor failure" }
        return nil
    }
}
