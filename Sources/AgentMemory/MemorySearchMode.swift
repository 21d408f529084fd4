/// What a search of a memory goes by.
public enum MemorySearchMode: Hashable, Sendable, CaseIterable {
    /// Words and likeness, their rankings fused.
    case hybrid
    /// Words alone, over the whole journal.
    case text
    /// Likeness of vectors alone, over the newest records.
    case vector
}
