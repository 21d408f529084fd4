import Testing

@testable internal import AgentNetwork

struct HTTPFilePlanTests {
    private static let modified: Int64 = 784_111_777
    private static let same = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let after = "Sun, 06 Nov 1994 08:49:38 GMT"

    private static func validator(now: Int64) -> HTTPFileValidator {
        HTTPFileValidator(FileStatus(size: 100, modifiedSeconds: modified, modifiedNanoseconds: 5, inode: 9), now: now)
    }

    /// What a file of 100 bytes is answered with, long after its last change.
    private static func plan(_ headers: HTTPHeaders, _ method: HTTPMethod = .get, now: Int64 = modified + 1000)
        -> HTTPFilePlan
    {
        HTTPFilePlan(method, headers, size: 100, validator: validator(now: now), now: now)
    }

    private static let tag = validator(now: modified + 1000).tag.text

    @Test(
        arguments: [
            ([:], .whole),
            (["If-None-Match": tag], .notModified),
            (["If-None-Match": "W/" + tag], .notModified),
            (["If-None-Match": "\"x\", " + tag], .notModified),
            (["If-None-Match": "\"x\"", "If-None-Match": tag], .notModified),
            (["If-None-Match": "*"], .notModified),
            (["If-None-Match": "\"x\""], .whole),
            (["If-None-Match": "rubbish"], .whole),
            (["If-Modified-Since": same], .notModified),
            (["If-Modified-Since": after], .notModified),
            (["If-Modified-Since": before], .whole),
            (["If-Modified-Since": "rubbish"], .whole),
            // The tag decides where there is one.
            (["If-None-Match": "\"x\"", "If-Modified-Since": after], .whole),
            (["If-Match": tag], .whole),
            (["If-Match": "*"], .whole),
            (["If-Match": "W/" + tag], .preconditionFailed),
            (["If-Match": "\"x\""], .preconditionFailed),
            (["If-Match": tag, "If-None-Match": tag], .notModified),
            (["If-Match": "\"x\"", "If-None-Match": tag], .preconditionFailed),
            (["If-Unmodified-Since": same], .whole),
            (["If-Unmodified-Since": before], .preconditionFailed),
            (["If-Match": tag, "If-Unmodified-Since": before], .whole),
            (["Range": "bytes=0-9"], .part(0..<10)),
            (["Range": "bytes=100-"], .unsatisfiable),
            (["Range": "bytes=100-", "If-None-Match": tag], .notModified),
            (["Range": "bytes=0-9", "If-Range": tag], .part(0..<10)),
            (["Range": "bytes=0-9", "If-Range": "W/" + tag], .whole),
            (["Range": "bytes=0-9", "If-Range": "\"x\""], .whole),
            (["Range": "bytes=0-9", "If-Range": same], .part(0..<10)),
            (["Range": "bytes=0-9", "If-Range": after], .whole),
            (["Range": "bytes=0-9", "If-Range": "rubbish"], .whole),
            (["If-Range": tag], .whole),
        ] as [(HTTPHeaders, HTTPFilePlan)])
    func `Conditions and ranges`(headers: HTTPHeaders, expected: HTTPFilePlan) {
        #expect(Self.plan(headers) == expected)
    }

    @Test func `A range is for GET only`() {
        #expect(Self.plan(["Range": "bytes=0-9"], .head) == .whole)
        #expect(Self.plan(["If-None-Match": Self.tag], .head) == .notModified)
    }

    @Test func `What has just changed is known but not exactly`() {
        let now = Self.modified + 1
        let fresh = Self.validator(now: now)
        #expect(fresh.tag.isWeak && fresh.tag.text == "W/" + Self.tag)
        #expect(Self.plan(["If-None-Match": Self.tag], now: now) == .notModified)
        #expect(Self.plan(["Range": "bytes=0-9", "If-Range": Self.tag], now: now) == .whole)
        #expect(Self.plan(["Range": "bytes=0-9", "If-Range": Self.same], now: now) == .whole)
        #expect(Self.plan(["If-Match": Self.tag], now: now) == .preconditionFailed)
    }

    @Test func `A file from the future was changed now`() {
        #expect(Self.validator(now: Self.modified - 50).lastModified == Self.modified - 50)
    }

    @Test func `Each kind of change makes another tag`() {
        let now = Self.modified + 1000
        let states = [
            FileStatus(size: 100, modifiedSeconds: 5, modifiedNanoseconds: 5, inode: 9),
            FileStatus(size: 101, modifiedSeconds: 5, modifiedNanoseconds: 5, inode: 9),
            FileStatus(size: 100, modifiedSeconds: 6, modifiedNanoseconds: 5, inode: 9),
            FileStatus(size: 100, modifiedSeconds: 5, modifiedNanoseconds: 6, inode: 9),
            FileStatus(size: 100, modifiedSeconds: 5, modifiedNanoseconds: 5, inode: 10),
        ]
        #expect(Set(states.map { HTTPFileValidator($0, now: now).tag.text }).count == states.count)
    }
}
