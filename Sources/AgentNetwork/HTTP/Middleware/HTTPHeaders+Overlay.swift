extension HTTPHeaders {
    /// These fields with others in the place of those of the same name; of `Vary` and `Set-Cookie` both are kept.
    func overlaid(with others: HTTPHeaders) -> HTTPHeaders {
        guard !others.isEmpty else { return self }
        var headers = self
        for field in others where !field.isNamed("Vary") && !field.isNamed("Set-Cookie") { headers.remove(field.name) }
        for field in others { headers.add(field.name, field.value) }
        return headers
    }
}
