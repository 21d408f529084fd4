/// A number that the gateway publishes.
public struct GatewayMetric: Hashable, Sendable {
    /// How the number changes.
    public enum Kind: String, Hashable, Sendable {
        /// It only grows.
        case counter
        /// It rises and falls.
        case gauge
    }

    /// The name, such as `adapters_registered`.
    public let name: String
    /// How the number changes.
    public let kind: Kind
    /// What is counted, in one sentence.
    public let help: String
    /// The number, once for each set of labels.
    public let samples: [Sample]

    /// A number and its labels.
    public struct Sample: Hashable, Sendable {
        /// Name and value of each label, in the order of writing.
        public let labels: [Label]
        /// The number.
        public let value: Int64

        /// States a number.
        public init(_ value: Int64, labels: [Label] = []) {
            self.labels = labels
            self.value = value
        }
    }

    /// A label of a sample.
    public struct Label: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public let value: String

        /// States a label.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Describes a metric.
    public init(_ name: String, _ kind: Kind, help: String, samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    /// A metric of one number without labels.
    public init(_ name: String, _ kind: Kind, help: String, value: Int64) {
        self.init(name, kind, help: help, samples: [Sample(value)])
    }
}
