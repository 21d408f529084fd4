internal import AgentNetwork
internal import Synchronization

/// Counts the requests of a gateway by method, route and status.
///
/// Routes are patterns and never paths: a path may hold names of entries, and there is no end to them.
public final class GatewayMetrics: Sendable {
    private struct Key: Hashable, Comparable {
        let route: String
        let method: String
        let status: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.route, left.method, left.status) < (right.route, right.method, right.status)
        }
    }

    private let counts = Mutex<[Key: Int64]>([:])
    /// Methods that are told apart; a client may make up any number of others.
    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    /// Creates counters at zero.
    public init() {}

    /// Counts what comes of each request; stands outermost.
    var middleware: any HTTPMiddleware {
        HTTPAccessLog { [self] record in
            let method = Self.methods.contains(record.method.name) ? record.method.name : "other"
            let key = Key(route: record.route ?? "none", method: method, status: record.status?.code ?? 0)
            counts.withLock { $0[key, default: 0] += 1 }
        }
    }

    /// The counters.
    public var snapshot: [GatewayMetric] {
        let samples = counts.withLock { $0 }.sorted { $0.key < $1.key }.map { key, count in
            GatewayMetric.Sample(
                count,
                labels: [
                    GatewayMetric.Label("method", key.method), GatewayMetric.Label("route", key.route),
                    GatewayMetric.Label("status", key.status == 0 ? "none" : "\(key.status)"),
                ])
        }
        return [
            GatewayMetric(
                "gateway_requests_total", .counter,
                help: "Requests by method, route and status; status none where the client left before the answer.",
                samples: samples)
        ]
    }
}
