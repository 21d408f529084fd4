internal import AgentPrimitives

/// What one check of `doctor` came to.
struct DoctorFinding: Hashable, Sendable {
    /// How bad it is.
    enum Status: String, Hashable, Sendable {
        case ok
        /// It works, though not as well as it could.
        case warn
        /// Agents cannot work.
        case fail
    }

    let subject: String
    let status: Status
    let detail: String
    /// What to do, for all that is not well.
    let advice: String?

    init(_ subject: String, _ status: Status, _ detail: String, advice: String? = nil) {
        self.subject = subject
        self.status = status
        self.detail = detail
        self.advice = advice
    }

    /// A check that threw; the error says what to do.
    init(_ subject: String, failed error: any Error) {
        self.init(subject, .fail, "\(CommandError(reporting: error))")
    }

    var document: JSONValue {
        var document: JSONObject = [
            "check": .string(subject), "status": .string(status.rawValue), "detail": .string(detail),
        ]
        document["advice"] = advice.map(JSONValue.string)
        return .object(document)
    }

    func line(_ style: TextStyle) -> String {
        let label =
            switch status {
            case .ok: style.green("ok  ")
            case .warn: style.bold("warn")
            case .fail: style.red("FAIL")
            }
        let subject = subject + String(repeating: " ", count: max(0, 13 - subject.count))
        return "\(label)  \(subject)  \(detail)"
            + (advice.map { "\n      \(String(repeating: " ", count: 13))  try \($0)" } ?? "")
    }
}
