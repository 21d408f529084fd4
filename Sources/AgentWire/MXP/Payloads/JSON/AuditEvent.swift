public import AgentPrimitives

extension MXPPayload.JSON {
    /// Tells a governance service that a policy stopped something (type `Event`; no answer).
    public struct AuditEvent: MXPJSONPayloadCoding, Hashable {
        /// What the policy said; what it allows is not reported.
        public enum Decision: String, Hashable, Sendable, CaseIterable {
            /// No.
            case deny = "Deny"
            /// Only with a person's approval.
            case escalate = "Escalate"
        }

        /// The agent that was stopped.
        public var agentID: AgentID
        /// What it wanted to do.
        public var subject: String
        /// What the policy said.
        public var decision: Decision
        /// Why.
        public var reason: String
        /// Who may approve; empty unless escalated.
        public var approvers: [String]
        /// What else is known, by name.
        public var metadata: JSONObject

        /// Describes a decision.
        public init(
            agentID: AgentID, subject: String, decision: Decision, reason: String, approvers: [String] = [],
            metadata: JSONObject = [:]
        ) {
            self.agentID = agentID
            self.subject = subject
            self.decision = decision
            self.reason = reason
            self.approvers = approvers
            self.metadata = metadata
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            agentID = try json.member("agent_id").agentID()
            subject = try json.member("subject").string()
            decision = try json.member("decision").choice(Decision.self)
            reason = try json.member("reason").string()
            approvers = try json.member("approvers").strings()
            metadata = try json.member("metadata").object()
        }

        /// The document.
        public var json: JSONValue {
            [
                "agent_id": .string(agentID.description), "subject": .string(subject),
                "decision": .string(decision.rawValue), "reason": .string(reason),
                "approvers": .strings(approvers), "metadata": .object(metadata),
            ]
        }
    }
}
