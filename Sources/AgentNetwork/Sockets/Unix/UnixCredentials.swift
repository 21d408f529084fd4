internal import CAgentSystem

/// Who is at the other end of a Unix socket, vouched for by the operating system.
///
/// They were noted when the peer connected or began to listen: a process may have ended since, and another one may have its
/// number.
public struct UnixCredentials: Sendable, Hashable {
    /// The user with whose rights the peer ran.
    public let userID: UInt32
    /// The peer's first group.
    public let groupID: UInt32
    /// The peer's process; nil where the system does not tell.
    public let processID: Int32?

    init(_ raw: agent_unix_peer) {
        userID = raw.user
        groupID = raw.group
        processID = raw.process < 0 ? nil : raw.process
    }
}
