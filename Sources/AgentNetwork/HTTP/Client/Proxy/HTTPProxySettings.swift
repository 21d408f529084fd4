/// Which proxy, if any, leads to which host.
///
/// By default an ``HTTPClient`` takes what the process's environment says, as curl does.
public struct HTTPProxySettings: Sendable, Hashable {
    /// A proxy that was named but cannot be used fails the requests that need it, and only those: to go without it would
    /// send them where they should not go.
    private enum Choice: Hashable {
        case none
        case proxy(HTTPProxy)
        case unusable(variable: String, reason: String)
    }

    private let http: Choice
    private let https: Choice
    private let exceptions: HTTPProxyExceptions

    /// Whether `localhost`, names below it, 127.0.0.0/8 and ::1 are reached without a proxy whatever the other settings say.
    ///
    /// On, because to a proxy these names mean another machine: its own.
    public var bypassesLoopback = true

    /// Creates settings.
    ///
    /// - Parameters:
    ///   - http: The proxy for `http` URLs; requests are sent to it whole.
    ///   - https: The proxy for `https` URLs; it is asked for a tunnel and sees the host's name only.
    ///   - exceptions: Hosts that are reached directly, in the syntax of `NO_PROXY`: names stand for everything below them too.
    public init(http: HTTPProxy? = nil, https: HTTPProxy? = nil, exceptions: [String] = []) {
        self.http = http.map { .proxy($0) } ?? .none
        self.https = https.map { .proxy($0) } ?? .none
        self.exceptions = HTTPProxyExceptions(exceptions.joined(separator: ","))
    }

    /// Creates settings with one proxy for all URLs.
    public init(all proxy: HTTPProxy, exceptions: [String] = []) {
        self.init(http: proxy, https: proxy, exceptions: exceptions)
    }

    /// Reads the settings from environment variables.
    ///
    /// `HTTP_PROXY` and `HTTPS_PROXY` name the proxies for the two schemes, `ALL_PROXY` the one for a scheme without its own,
    /// `NO_PROXY` the exceptions. A name in lower case goes before the one in upper case; an empty value counts as none.
    /// `HTTP_PROXY` in upper case is ignored where `REQUEST_METHOD` is set: a CGI program finds a client's `Proxy` field there.
    public init(environment: [String: String]) {
        func variable(_ name: String) -> (name: String, value: String)? {
            let names = name == "HTTP_PROXY" && environment["REQUEST_METHOD"] != nil ? [] : [name]
            return ([name.lowercased()] + names).lazy
                .compactMap { name in environment[name].map { (name, $0) } }.first { !$0.1.isEmpty }
        }
        func choice(_ name: String) -> Choice {
            guard let (name, value) = variable(name) ?? variable("ALL_PROXY") else { return .none }
            do throws(NetworkError) {
                return .proxy(try HTTPProxy(value))
            } catch {
                return .unusable(variable: name, reason: error.message)
            }
        }
        http = choice("HTTP_PROXY")
        https = choice("HTTPS_PROXY")
        exceptions = HTTPProxyExceptions(variable("NO_PROXY")?.value ?? "")
    }

    /// No proxies.
    public static let none = HTTPProxySettings()

    /// What the variables of the process say now.
    public static var environment: HTTPProxySettings {
        let names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"]
        return HTTPProxySettings(
            environment: ProcessEnvironment.values(of: names + names.map { $0.lowercased() } + ["REQUEST_METHOD"]))
    }

    /// The proxy that leads to an origin; nil when it is reached directly.
    ///
    /// - Throws: `invalidURL` when the environment names one that cannot be used.
    public func proxy(for origin: HTTPOrigin) throws(NetworkError) -> HTTPProxy? {
        let choice = origin.scheme == .http ? http : https
        if case .none = choice { return nil }
        guard !(bypassesLoopback && Self.isLoopback(origin.endpoint.host)), !exceptions.contains(origin.endpoint) else {
            return nil
        }
        switch choice {
        case .none: return nil
        case .proxy(let proxy): return proxy
        case .unusable(let variable, let reason):
            throw NetworkError(
                .invalidURL, "the environment variable \(variable): \(reason)", endpoint: origin.endpoint)
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if let address = SocketAddress(host, port: 0) { return address.isLoopback }
        let name = host.hasSuffix(".") ? host.dropLast() : host[...]
        return name == "localhost" || name.hasSuffix(".localhost")
    }
}
