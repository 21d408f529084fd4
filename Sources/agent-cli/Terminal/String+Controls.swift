extension String {
    /// The text with escapes in place of control characters, line ends and tabs aside.
    var withoutTerminalControls: String {
        guard unicodeScalars.contains(where: Self.steers) else { return self }
        return unicodeScalars.map { Self.steers($0) ? $0.escaped(asASCII: true) : String($0) }.joined()
    }

    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
    }
}
