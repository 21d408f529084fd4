/// Whether and which tools a model must call.
public enum ToolChoice: Hashable, Sendable {
    /// The model decides.
    case auto
    /// It must call none.
    case none
    /// It must call at least one.
    case required
    /// It must call this one.
    case tool(String)
    /// It may call these only, and with `isRequired` must call at least one of them.
    case allowed([String], isRequired: Bool)
}
