internal import AgentPrimitives

extension MemoryRecord {
    /// Checks a record before it is kept.
    ///
    /// - Throws: ``MemoryError`` `invalid` with the first rule that it breaks.
    func validate(_ limits: MemoryLimits, at now: Timestamp) throws(MemoryError) {
        guard !id.isEmpty, id.utf8.count <= limits.identifierBytes, id.isPrintable else {
            throw MemoryError(
                .invalid,
                "the record's identifier has \(id.utf8.count) bytes, expected 1 to \(limits.identifierBytes) without "
                    + "control characters; choose another")
        }
        guard bytes <= limits.recordBytes else {
            throw broken("has \(bytes) bytes, expected at most \(limits.recordBytes)", "remember it in parts")
        }
        guard tags.count <= limits.tags, metadata.count <= limits.metadataEntries else {
            throw broken(
                "has \(tags.count) tags and \(metadata.count) metadata entries, expected at most \(limits.tags) and "
                    + "\(limits.metadataEntries)", "keep the rest in its text")
        }
        guard provenance.sources.count <= limits.sources else {
            throw broken(
                "is derived from \(provenance.sources.count) records, expected at most \(limits.sources)",
                "derive several records, each from some of them")
        }
        let names = [channel.name] + tags + metadata.keys + taint.origins
        if let name = names.first(where: { $0.utf8.count > limits.nameBytes }) {
            throw broken(
                "has a channel, tag, metadata key or origin of \(name.utf8.count) bytes, expected at most "
                    + "\(limits.nameBytes)", "shorten '\(name.prefix(40))…'")
        }
        guard !channel.name.isEmpty, MemoryChannel(name: channel.name) == channel else {
            throw broken(
                "is in the custom channel '\(channel.name)', expected a name that is neither empty nor built in",
                "use the built-in channel or another name")
        }
        if let expiry, isExpired(at: now) {
            throw broken("expired at \(expiry), expected an expiry after \(now)", "give it a later one or none")
        }
    }

    private func broken(_ fact: String, _ advice: String) -> MemoryError {
        MemoryError(.invalid, "record '\(id)' \(fact); \(advice)")
    }
}

extension String {
    /// Whether the text can stand in a line of a terminal and in every database text as it is.
    fileprivate var isPrintable: Bool {
        unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    }
}
