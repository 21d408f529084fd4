internal import AgentPrimitives

/// What `clock.now` returned: a time in UTC.
struct ClockReading: Sendable {
    private static let weekdays = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]
    private static let microsecondsPerDay = 86_400_000_000

    private let weekday: String
    private let date: Substring
    private let time: Substring

    /// Reads the tool's answer; `nil` when it is not of that shape.
    init?(_ content: String) {
        guard let json = try? JSONValue(parsing: content), let text = json["time"]?.stringValue,
            let microseconds = json["epoch_microseconds"]?.intValue, microseconds >= 0
        else { return nil }
        let parts = text.split(separator: "T")
        guard parts.count == 2, parts[1].hasSuffix("Z") else { return nil }
        date = parts[0]
        time = parts[1].prefix(8)
        weekday = Self.weekdays[microseconds / Self.microsecondsPerDay % 7]
    }

    /// The weekday, the date and the time in a sentence.
    var sentence: String { "It is \(weekday), \(date), \(time) UTC." }
}
