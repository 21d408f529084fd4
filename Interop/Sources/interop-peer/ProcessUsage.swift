import Foundation

/// What the process holds, as Linux tells it; nil where there is no /proc, or no descriptor left to read it with.
struct ProcessUsage: Encodable {
    let descriptors: Int?
    let residentKilobytes: Int?

    static var current: ProcessUsage {
        // Listing the folder takes a descriptor of its own, which is not counted.
        let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let resident = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
        return ProcessUsage(descriptors: descriptors, residentKilobytes: resident)
    }
}
