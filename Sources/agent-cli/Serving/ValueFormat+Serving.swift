internal import AgentRuntime

extension ValueFormat where Value == ListenAddress {
    /// A place to listen.
    static var listenAddress: ValueFormat {
        ValueFormat(placeholder: "HOST:PORT", expected: "HOST:PORT, such as 127.0.0.1:8080") { ListenAddress($0) }
    }
}
