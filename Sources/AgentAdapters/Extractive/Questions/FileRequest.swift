/// A wish to see files rather than to have a question answered.
enum FileRequest: Hashable, Sendable {
    /// The files in a folder; `nil` for the workspace.
    case list(String?)
    /// A file's text.
    case read(String)
    /// What a file is about; `nil` for the workspace, whose README should say it.
    case summarize(String?)

    private static let listVerbs: Set<String> = [
        "list", "show", "display", "enumerate", "ls", "print", "what", "which", "see", "give",
    ]
    private static let listObjects: Set<String> = [
        "files", "file", "documents", "folder", "folders", "directory", "directories",
    ]
    private static let readVerbs: Set<String> = ["read", "show", "open", "cat", "print", "display", "view"]
    private static let summaryWords: Set<String> = [
        "summarize", "summarise", "summary", "overview", "introduce", "introduction", "purpose",
    ]
    private static let workspaceWords: Set<String> = [
        "project", "repository", "repo", "workspace", "codebase", "package", "code", "readme",
    ]
    private static let vocabulary: Set<String> = [
        "ls", "enumerate", "display", "print", "see", "cat", "open", "read", "view", "list", "available", "workspace",
        "current", "content", "contents", "text", "full", "whole", "entire", "exist",
    ]

    /// Recognises a question that asks for files and for nothing else.
    static func recognize(_ question: Question) -> FileRequest? {
        guard let verb = question.words.first(where: { !["please", "can", "could", "you", "me", "the"].contains($0) }),
            question.paths.count <= 1
        else { return nil }
        let path = question.paths.first
        let pathWords = Set(path.map(EnglishWords.words) ?? [])
        if let summary = summary(question, path, pathWords) { return summary }
        guard question.contentWords(without: vocabulary.union(listObjects).union(pathWords)).isEmpty else { return nil }
        let namesFiles = question.words.contains(where: listObjects.contains)
        if let path, readVerbs.contains(verb), !namesFiles || question.contains(["the", "file"]) || looksLikeFile(path)
        {
            return .read(path)
        }
        guard listVerbs.contains(verb), namesFiles || verb == "ls" else { return nil }
        return .list(path)
    }

    /// Recognises wishes such as "Summarize a.md" and "What is this project about?".
    private static func summary(_ question: Question, _ path: String?, _ pathWords: Set<String>) -> FileRequest? {
        let others = question.contentWords(without: summaryWords.union(workspaceWords).union(pathWords))
        guard others.isEmpty else { return nil }
        let asksForSummary = question.words.contains(where: summaryWords.contains) || question.words.last == "about"
        if let path { return asksForSummary && looksLikeFile(path) ? .summarize(path) : nil }
        let asksWhat = question.words.contains { ["what", "about", "explain", "describe"].contains($0) }
        let namesWorkspace = question.contentWords.contains(where: workspaceWords.contains)
        return namesWorkspace && (asksForSummary || asksWhat) ? .summarize(nil) : nil
    }

    /// Whether a path's last part has an ending.
    static func looksLikeFile(_ path: String) -> Bool {
        path.split(separator: "/").last?.contains(".") == true
    }
}
