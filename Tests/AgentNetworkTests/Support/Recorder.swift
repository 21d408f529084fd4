internal import Synchronization

/// A value that closures on several threads may change.
final class Recorder<Value: Sendable>: Sendable {
    private let storage: Mutex<Value>

    init(_ value: Value) {
        storage = Mutex(value)
    }

    var value: Value { storage.withLock { $0 } }

    func change(_ body: @Sendable (inout Value) -> Void) {
        storage.withLock { body(&$0) }
    }
}
