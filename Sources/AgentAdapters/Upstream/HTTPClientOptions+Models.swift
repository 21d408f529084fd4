public import AgentNetwork

extension HTTPClientOptions {
    /// For talking to models, which may think for minutes before the next byte.
    public static var models: HTTPClientOptions {
        var options = HTTPClientOptions()
        options.readTimeout = .seconds(300)
        return options
    }
}
