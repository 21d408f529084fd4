/// Test results as the XML that build servers read.
///
/// The elements are those of Ant's JUnit task that all of them understand: `testsuites`, `testsuite`, `testcase` and `failure`.
struct JUnitReport: Sendable {
    let cases: [ReplayCase]

    /// The document, in UTF-8.
    var text: String {
        let failures = cases.count { !$0.isMatch }
        let counts = #"tests="\#(cases.count)" failures="\#(failures)" errors="0""#
        let lines = cases.map { Self.element($0) }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites \(counts)>
            <testsuite name="replay" \(counts)>
            \(lines.joined(separator: "\n"))
            </testsuite>
            </testsuites>

            """
    }

    private static func element(_ item: ReplayCase) -> String {
        let name = item.session.isEmpty ? "readable" : item.session
        let head = #"<testcase classname="\#(escaped(item.file))" name="\#(escaped(name))""#
        guard let failure = item.failure else { return head + "/>" }
        return head + #"><failure message="\#(escaped(failure))"/></testcase>"#
    }

    /// Text for an attribute; what XML 1.0 cannot hold becomes U+FFFD.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result += "&#\(scalar.value);"
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
