/// How a text file shows its structure, as far as its name tells.
enum TextFormat {
    /// Headings with `#`, lists, pipe tables, fences; also HTML once its tags are translated.
    case markdown
    /// Headings by underline, number, `=` marks or indentation.
    case plain
    /// A header row, then one record a line.
    case table
    /// Program text: structure is indentation.
    case source
    /// JSON, YAML and the like: structure is indentation.
    case data

    /// Whether the name is that of an HTML document.
    static func isHTML(path: String) -> Bool {
        [".html", ".htm", ".xhtml"].contains { path.lowercased().hasSuffix($0) }
    }

    /// Judges by the name, and without a telling one by how the text begins.
    init(path: String, bytes: [UInt8] = []) {
        if bytes.starts(with: "#!".utf8) {
            self = .source
            return
        }
        let name = path.split(separator: "/").last ?? ""
        let suffix = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last ?? ""
        switch suffix.lowercased() {
        case "md", "markdown", "mdx", "mdown", "html", "htm", "xhtml", "qmd", "rmd": self = .markdown
        case "csv", "tsv", "psv": self = .table
        case "json", "jsonl", "ndjson", "json5", "yaml", "yml", "toml", "ini", "cfg", "conf", "properties", "plist",
            "xml", "lock", "env", "resolved", "sql":
            self = .data
        case "swift", "c", "h", "cc", "cpp", "cxx", "hpp", "m", "mm", "rs", "go", "java", "kt", "kts", "scala", "cs",
            "py", "pyi", "rb", "pl", "pm", "php", "js", "mjs", "cjs", "jsx", "ts", "tsx", "vue", "sh", "bash", "zsh",
            "fish", "lua", "r", "jl", "ex", "exs", "erl", "hs", "ml", "clj", "zig", "nim", "dart", "v", "s", "asm",
            "cmake", "gradle", "mk", "rego", "proto", "css", "scss", "less", "patch", "diff":
            self = .source
        case _ where ["Makefile", "Dockerfile", "CMakeLists.txt"].contains(name): self = .source
        default: self = bytes.first == UInt8(ascii: "{") || bytes.starts(with: "<?xml".utf8) ? .data : .plain
        }
    }
}
