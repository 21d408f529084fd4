/// What a verification of an event log looked at and found.
public struct EventLogVerification: Hashable, Sendable {
    /// How many sessions were looked at.
    public internal(set) var sessions = 0
    /// How many events were looked at.
    public internal(set) var events = 0
    /// How many blobs were looked at.
    public internal(set) var blobs = 0
    /// How many snapshots were looked at.
    public internal(set) var snapshots = 0
    /// What is wrong, at most ``findingLimit`` of it.
    public internal(set) var findings: [EventLogFinding] = []
    /// How many findings there were beyond these.
    public internal(set) var omittedFindings = 0

    /// The most findings that are listed.
    public static let findingLimit = 1000

    /// Whether nothing is wrong.
    public var isWhole: Bool { findings.isEmpty }

    mutating func add(_ finding: EventLogFinding) {
        if findings.count < Self.findingLimit { findings.append(finding) } else { omittedFindings += 1 }
    }
}
