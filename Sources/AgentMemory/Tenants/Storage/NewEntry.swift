/// An entry on its way into the tables.
struct NewEntry {
    let summary: TenantEntrySummary
    let value: TenantValue
    let facts: EntryFacts
    let index: EntryIndex
}
