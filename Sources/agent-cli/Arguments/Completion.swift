/// What a shell offers for a value.
enum Completion: Hashable, Sendable {
    case nothing
    case files
    case folders
    case words([String])
}
