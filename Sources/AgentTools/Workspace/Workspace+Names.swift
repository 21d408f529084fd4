internal import AgentPrimitives

extension Workspace {
    /// The name that was probably meant: the same but for case or ending, else the nearest by spelling.
    static func nearestName(to name: String, among names: [String]) -> String? {
        func stem(_ name: String) -> Substring {
            name.lastIndex(of: ".").map { $0 == name.startIndex ? name[...] : name[..<$0] } ?? name[...]
        }
        return NearestName.of(name, among: names)
            ?? names.first { stem($0).lowercased() == stem(name).lowercased() }
    }
}
