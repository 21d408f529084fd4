import Testing

@testable internal import AgentNetwork

struct IdentityDirectoryTests {
    private let authority: TestCertificate

    init() throws {
        authority = try TestCertificate.authority()
    }

    private func identity(_ names: String, _ subject: String, _ kind: TestCertificate.KeyKind = .p256) throws
        -> TLSIdentity
    {
        try authority.issue(names: names, subject: subject, keyKind: kind).identity()
    }

    private func subjects(_ group: [TLSIdentity]?) -> [String]? { group?.map(\.certificate.subject) }

    @Test func `Exact names come before wildcards, earlier ones before later ones`() throws {
        let directory = IdentityDirectory([
            try identity("", "nameless"),
            try identity("DNS:*.a.example", "wild"),
            try identity("DNS:x.a.example,DNS:A.example", "exact"),
            try identity("DNS:x.a.example", "later"),
        ])
        #expect(subjects(directory.fallback) == ["CN=nameless"])
        #expect(subjects(directory.find("x.a.example")) == ["CN=exact"])
        #expect(subjects(directory.find("y.a.EXAMPLE.")) == ["CN=wild"])
        #expect(subjects(directory.find("a.example")) == ["CN=exact"])
        for name in ["z.y.a.example", ".a.example", "b.example", "", ".", "com"] {
            #expect(directory.find(name) == nil, "\(name)")
        }
    }

    @Test func `Keys of other kinds for the same names stand together`() throws {
        let directory = IdentityDirectory([
            try identity("DNS:a.example,DNS:b.example", "first"),
            try identity("DNS:b.example,DNS:a.example", "second", .rsa),
            try identity("DNS:a.example,DNS:b.example", "third"),
            try identity("DNS:a.example", "other names", .rsa),
        ])
        #expect(subjects(directory.fallback) == ["CN=first", "CN=second"])
        #expect(subjects(directory.find("a.example")) == ["CN=first", "CN=second"])
    }
}
