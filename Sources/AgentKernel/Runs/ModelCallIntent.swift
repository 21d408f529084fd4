public import AgentPrimitives

/// What is recorded before a model is asked.
///
/// The request itself is not repeated: the session's earlier events lead to it, and its digest proves that they do.
public struct ModelCallIntent: Hashable, Sendable {
    /// Counts the session's model calls from 1.
    public var call: Int
    /// SHA-256 of the request's canonical bytes.
    public var digest: SHA256Digest
    /// The messages that the request holds.
    public var messages: Int
    /// The earlier messages that did not fit the model's context.
    public var droppedMessages: Int
    /// What the call may cost at most.
    public var reservation: BudgetLedger.Reservation

    /// Describes a call.
    public init(
        call: Int, digest: SHA256Digest, messages: Int, droppedMessages: Int, reservation: BudgetLedger.Reservation
    ) {
        self.call = call
        self.digest = digest
        self.messages = messages
        self.droppedMessages = droppedMessages
        self.reservation = reservation
    }
}

extension ModelCallIntent: JSONRepresentable {
    /// An object with the members call, dropped_messages, messages, request_digest, reserved_tokens and reserved_usd_micros
    /// (if the price is known).
    public var json: JSONValue {
        var object: JSONObject = [
            "call": .int(call), "dropped_messages": .int(droppedMessages), "messages": .int(messages),
            "request_digest": .string(digest.description), "reserved_tokens": .int(reservation.tokens),
        ]
        if let money = reservation.money { object["reserved_usd_micros"] = .int(money.micros) }
        return .object(object)
    }

    /// Reads the form that ``json`` gives.
    public init(json: JSONReader) throws(JSONShapeError) {
        let digestMember = try json.member("request_digest")
        guard let digest = SHA256Digest(hexadecimal: try digestMember.string()) else {
            throw digestMember.mismatch("64 hexadecimal digits")
        }
        self.init(
            call: try json.member("call").count(), digest: digest, messages: try json.member("messages").count(),
            droppedMessages: try json.member("dropped_messages").count(),
            reservation: BudgetLedger.Reservation(
                tokens: try json.member("reserved_tokens").count(upTo: 1 << 60),
                money: try json.optional("reserved_usd_micros").map { micros throws(JSONShapeError) in
                    Money(micros: Int64(try micros.count(upTo: .max)))
                }))
    }
}
