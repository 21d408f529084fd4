#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension Mathematics {
    /// The logarithm of `1 + value`, exact to the last digit where `1 + value` itself would not be.
    static func logarithm(ofOnePlus value: Double) -> Double { log1p(value) }
}
