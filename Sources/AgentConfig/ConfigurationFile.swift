/// Which file settings are read from.
public enum ConfigurationFile: Hashable, Sendable {
    /// No file.
    case none
    /// The file at that path, if there is one.
    case ifPresent(String)
    /// The file at that path; an error when there is none.
    case required(String)
    /// Bytes that were read already, such as those of standard input; the name stands for them in messages.
    case contents([UInt8], name: String)

    func document(limits: ConfigurationLimits) throws(ConfigurationError) -> ConfigurationDocument? {
        switch self {
        case .none:
            return nil
        case .contents(let bytes, let name):
            return try ConfigurationDocument(bytes, path: name)
        case .ifPresent(let path):
            guard let bytes = try FileBytes.read(path, limit: limits.fileBytes) else { return nil }
            return try ConfigurationDocument(bytes, path: path)
        case .required(let path):
            guard let bytes = try FileBytes.read(path, limit: limits.fileBytes) else {
                throw ConfigurationError(
                    .unreadableFile, expected: "a configuration file at \(path)", found: "no such file",
                    advice: "Create it, or name another.")
            }
            return try ConfigurationDocument(bytes, path: path)
        }
    }
}
