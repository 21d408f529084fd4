internal import AgentPrimitives

/// What each API keeps of what can be asked and answered, found by translating examples.
public struct TranslationMatrix: Sendable {
    /// One way a feature fares.
    private enum Fate {
        case kept
        case lost(reasons: [String])
    }

    private let upstreams: [(kind: UpstreamKind, dialect: any UpstreamDialect)]

    /// Takes in every API that this release can call.
    public init() {
        upstreams = UpstreamKind.allCases.map { ($0, $0.upstreamDialect()) }
    }

    /// The matrix as a page of Markdown.
    public var page: String {
        var notes: [String] = []
        let requests = requestTable(&notes)
        let footnotes = notes.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
        return """
            # What translation keeps

            Written by `agent-cli models --translation`, which translates an example of each feature. What cannot be kept is never dropped
            in silence: it is in the list of losses of the request.

            ## Requests to an upstream

            A number names the reason below the table why something is lost or changed.

            \(requests)

            \(footnotes)

            ## Between two APIs

            What a client of the API on the left can ask and the upstream above does not get. Where both are the same API, bytes pass as they are.

            \(pairTable())

            ## Answers to a client

            \(AnswerMatrix().table)

            """
    }

    private func fate(_ feature: TranslationFeature, _ upstream: (kind: UpstreamKind, dialect: any UpstreamDialect))
        -> Fate
    {
        do throws(ModelError) {
            let losses = try upstream.dialect.call(for: feature.request(upstream.kind), streams: true).losses
            return losses.isEmpty ? .kept : .lost(reasons: losses.map(\.reason))
        } catch {
            return .lost(reasons: [error.message])
        }
    }

    private func requestTable(_ notes: inout [String]) -> String {
        var rows: [[String]] = []
        for feature in TranslationFeature.all {
            var row = [feature.name]
            for upstream in upstreams {
                switch fate(feature, upstream) {
                case .kept: row.append("kept")
                case .lost(let reasons): row.append(reasons.map { Self.note($0, &notes) }.joined(separator: ", "))
                }
            }
            rows.append(row)
        }
        return Self.table(["feature"] + upstreams.map(\.kind.rawValue), rows)
    }

    /// The number of a reason, which is noted if it is new.
    private static func note(_ reason: String, _ notes: inout [String]) -> String {
        if let known = notes.firstIndex(of: reason) { return "\(known + 1)" }
        notes.append(reason)
        return "\(notes.count)"
    }

    private func pairTable() -> String {
        let clients = upstreams.filter { $0.kind.clientDialect != nil }
        let rows = clients.map { client in
            [client.kind.rawValue]
                + upstreams.map { upstream in
                    guard upstream.kind != client.kind else { return "nothing" }
                    let lost = TranslationFeature.all.filter { feature in
                        guard case .kept = fate(feature, client), case .lost = fate(feature, upstream) else {
                            return false
                        }
                        return true
                    }
                    return lost.isEmpty ? "nothing" : lost.map(\.name).joined(separator: "; ")
                }
        }
        return Self.table(["client"] + upstreams.map(\.kind.rawValue), rows)
    }

    static func table(_ head: [String], _ rows: [[String]]) -> String {
        let lines = [head, head.map { _ in "---" }] + rows
        return lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
}
