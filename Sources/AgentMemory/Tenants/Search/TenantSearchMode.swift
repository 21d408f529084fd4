/// What a search goes by.
public enum TenantSearchMode: String, Hashable, Sendable, CaseIterable {
    /// The words of the query (BM25).
    case text
    /// The likeness of whole texts, also of misspelt and inflected words.
    case vector
    /// Both, joined by their ranks.
    case hybrid
}
