internal import AgentPrimitives
internal import Synchronization

/// Denies memory actions on some channels, and counts what it is asked; can be broken.
final class ChannelPolicy: PolicyEvaluating {
    struct Unreachable: Error {}

    let denied: Set<String>
    let deniedTags: Set<String>
    let requests = Mutex<[PolicyRequest]>([])
    let isBroken = Mutex(false)

    init(denied: Set<String> = [], tags: Set<String> = []) {
        self.denied = denied
        deniedTags = tags
    }

    func evaluate(_ request: PolicyRequest) async throws -> PolicyDecision {
        if isBroken.withLock({ $0 }) { throw Unreachable() }
        requests.withLock { $0.append(request) }
        let channel =
            switch request.action {
            case .storeMemory(let channel), .recallMemory(let channel, _): channel.name
            default: ""
            }
        let isDenied = denied.contains(channel) || !deniedTags.isDisjoint(with: request.tags)
        return PolicyDecision(isDenied ? .deny : .allow, reason: "as told", rule: "test")
    }
}
