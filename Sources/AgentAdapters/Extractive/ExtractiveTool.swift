/// The tools that the extractive model knows how to use.
enum ExtractiveTool: String, Sendable {
    case calculate = "calc"
    case tellTime = "clock.now"
    case search = "fs.search"
    case read = "fs.read"
    case list = "fs.list"
}
