/// The entry that an export has come to.
public struct TenantExportCursor: Hashable, Sendable {
    let namespace: String
    let key: String
}
