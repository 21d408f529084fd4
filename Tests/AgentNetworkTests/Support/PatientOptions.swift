@testable internal import AgentNetwork

/// Defaults for tests whose subject is not time: machines that run sanitizers are slow.
private let patience = Duration.seconds(240)

extension TCPOptions {
    static var patient: TCPOptions {
        var options = TCPOptions()
        options.connectTimeout = patience
        options.readTimeout = patience
        options.writeTimeout = patience
        return options
    }
}

extension HTTPClientOptions {
    static var patient: HTTPClientOptions {
        var options = HTTPClientOptions()
        options.connectTimeout = patience
        options.readTimeout = patience
        options.writeTimeout = patience
        options.poolTimeout = patience
        options.tunnelTimeout = patience
        // Not that of the machine the tests run on.
        options.proxies = .none
        return options
    }
}
