/// Which connection serves a read.
///
/// All levels see what was written before they began: the connections share one file. They differ in what a read waits for.
public enum TenantReadLevel: Hashable, Sendable {
    /// A connection for reading; a read waits for no write.
    case reader
    /// The connection that writes; a read comes after the writes that were asked for before it.
    case writer
}
