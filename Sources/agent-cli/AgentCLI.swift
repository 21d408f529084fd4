@main
struct AgentCLI {
    static func main() {}
}
