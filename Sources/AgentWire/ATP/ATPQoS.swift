/// How urgently a frame is served (ATP 1.1, `qos`).
public enum ATPQoS: String, Hashable, Sendable, CaseIterable {
    /// First, with the widest guard band on estimates.
    case gold
    /// In the middle; what a frame without the field gets.
    case silver
    /// Last, and first to be pushed out.
    case bronze

    /// Reads the text of a frame.
    ///
    /// Published peers disagree on other texts: one refuses them, one takes them for bronze, and the control plane names
    /// `platinum`. Here `platinum` is the highest tier of this version, gold. Anything else is bronze: the frame is served,
    /// and a misspelt or unknown tier never gains priority.
    init(decoding text: String) {
        self = ATPQoS(rawValue: text) ?? (text == "platinum" ? .gold : .bronze)
    }
}
