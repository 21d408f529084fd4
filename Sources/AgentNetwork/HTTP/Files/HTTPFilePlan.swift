/// What is answered to a request for a file: the conditions and the range of the request (RFC 9110 sections 13 and 14).
enum HTTPFilePlan: Equatable {
    case whole
    case part(Range<Int>)
    /// 304
    case notModified
    /// 412
    case preconditionFailed
    /// 416
    case unsatisfiable

    /// - Parameters:
    ///   - method: `GET` or `HEAD`.
    ///   - now: Seconds since 1970.
    init(_ method: HTTPMethod, _ headers: HTTPHeaders, size: Int, validator: HTTPFileValidator, now: Int64) {
        let conditions = Conditions(headers: headers, validator: validator, now: now)
        // In the order of section 13.2.2.
        if !conditions.matches || !conditions.isUnmodified {
            self = .preconditionFailed
        } else if conditions.isKnown {
            self = .notModified
        } else if method == .get, let range = headers["Range"], conditions.rangeCounts {
            switch HTTPByteRange(parsing: range, size: size) {
            case .whole: self = .whole
            case .part(let range): self = .part(range)
            case .unsatisfiable: self = .unsatisfiable
            }
        } else {
            self = .whole
        }
    }

    /// The bytes to send from a file of that size; nil for answers without any.
    func range(size: Int) -> Range<Int>? {
        switch self {
        case .whole: 0..<size
        case .part(let range): range
        case .notModified, .preconditionFailed, .unsatisfiable: nil
        }
    }
}

extension HTTPFilePlan {
    private struct Conditions {
        let headers: HTTPHeaders
        let validator: HTTPFileValidator
        let now: Int64

        /// `If-Match`: the client wants this state or none.
        var matches: Bool {
            guard let field = list("If-Match") else { return true }
            return field == "*" || HTTPEntityTag.list(field)?.contains { $0.matchesStrongly(validator.tag) } ?? false
        }

        /// `If-Unmodified-Since`, which counts only without `If-Match`.
        var isUnmodified: Bool {
            guard !headers.contains("If-Match"), let date = date("If-Unmodified-Since") else { return true }
            return validator.lastModified <= date
        }

        /// The client has this state: `If-None-Match`, or else `If-Modified-Since`.
        var isKnown: Bool {
            if let field = list("If-None-Match") {
                return field == "*" || HTTPEntityTag.list(field)?.contains { $0.matchesWeakly(validator.tag) } ?? false
            }
            return date("If-Modified-Since").map { validator.lastModified <= $0 } ?? false
        }

        /// `If-Range`: the client has a part of this state and not of another one (section 13.1.5).
        var rangeCounts: Bool {
            guard let field = headers["If-Range"] else { return true }
            if let tags = HTTPEntityTag.list(field) { return tags.count == 1 && tags[0].matchesStrongly(validator.tag) }
            return validator.isLastModifiedStrong && HTTPDate.parse(field, now: now) == validator.lastModified
        }

        private func list(_ name: String) -> String? {
            let values = headers.values(for: name)
            return values.isEmpty ? nil : values.joined(separator: ",")
        }

        /// A date that cannot be read counts as absent.
        private func date(_ name: String) -> Int64? {
            headers[name].flatMap { HTTPDate.parse($0, now: now) }
        }
    }
}
