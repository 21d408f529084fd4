/// A JSON value that keeps what the document said: member order, duplicate keys and the text of each number.
///
/// Two values are equal when their documents say the same thing in the same order. Strings and keys compare by code
/// unit (RFC 8259 section 8.3), unlike Swift's `==` on `String`, which also equates canonically equivalent text;
/// numbers compare by text, so `1` and `1.0` differ (see ``JSONNumber/isNumericallyEqual(to:)``).
///
/// ```swift
/// let value = try JSONValue(parsing: #"{"model":"small","stop":["\n"]}"#)
/// value["model"]?.stringValue   // "small"
/// value["stop"]?[0]             // "\n"
/// value.serialized()            // the bytes of {"model":"small","stop":["\n"]}
/// ```
public enum JSONValue: Sendable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number, kept as written.
    case number(JSONNumber)
    /// A string, unescaped.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)

    /// Makes a number from an integer of any width.
    public static func int<T: BinaryInteger>(_ value: T) -> JSONValue {
        .number(JSONNumber(value))
    }
}
