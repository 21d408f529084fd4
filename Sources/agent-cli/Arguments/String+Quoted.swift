extension String {
    /// In quotation marks for an error text: control characters escaped, cut when it is long.
    func quoted(limit: Int = 60) -> String {
        let cut = unicodeScalars.prefix(limit).map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7f ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return "\"" + cut.joined() + (unicodeScalars.dropFirst(limit).isEmpty ? "\"" : "…\"")
    }
}
