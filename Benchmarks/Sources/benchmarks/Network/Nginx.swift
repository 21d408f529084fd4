import AgentNetwork
import Foundation

/// The peer of the HTTP benchmarks, with as many workers as the machine has cores.
final class Nginx: Sendable {
    let plainPort: Int
    let proxyPort: Int
    private let process: ChildProcess
    /// The arguments that the running program and its end have in common.
    private let arguments: [String]

    init() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("agent-benchmark-nginx").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        plainPort = try await Self.freePort()
        proxyPort = try await Self.freePort()
        let configuration = """
            worker_processes auto;
            daemon off;
            pid \(folder)/nginx.pid;
            error_log \(folder)/error.log;
            events { worker_connections 16384; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              client_body_temp_path \(folder)/body;
              proxy_temp_path \(folder)/proxy;
              fastcgi_temp_path \(folder)/fastcgi;
              uwsgi_temp_path \(folder)/uwsgi;
              scgi_temp_path \(folder)/scgi;
              upstream plain { server 127.0.0.1:\(plainPort); keepalive 256; keepalive_requests 1000000000; }
              server {
                listen 127.0.0.1:\(plainPort) reuseport;
                location / { default_type application/json; return 200 '\(ServerRole.document)'; }
              }
              server {
                listen 127.0.0.1:\(proxyPort) reuseport;
                location / {
                  proxy_pass http://plain;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """
        let file = folder + "/nginx.conf"
        try configuration.write(toFile: file, atomically: true, encoding: .utf8)
        arguments = ["-c", file, "-p", folder]
        process = try ChildProcess("nginx", arguments, port: plainPort)
        try await Self.waitForListener(plainPort)
        try await Self.waitForListener(proxyPort)
    }

    deinit {
        // Through nginx itself, which ends its workers; they would outlive a master that was killed.
        _ = try? ChildProcess.output("nginx", arguments + ["-s", "stop"])
    }

    static func freePort() async throws -> Int {
        let listener = try await TCPListener.bind(to: Endpoint(host: "127.0.0.1", port: 0))
        defer { listener.close() }
        return Int(listener.port)
    }

    static func waitForListener(_ port: Int) async throws {
        let endpoint = Endpoint(host: "127.0.0.1", port: UInt16(port))
        for _ in 0..<200 {
            if let connection = try? await TCPConnection.connect(to: endpoint) { return connection.close() }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ChildProcess.Failure(description: "expected a listener on port \(port), found none")
    }
}
