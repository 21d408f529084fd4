extension WireError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case invalidMagic, invalidMessageType, checksumMismatch, payloadTooLarge, bufferTooSmall
            case reservedFieldNonZero, invalidFlags, trailingBytes
            case invalidUTF8, invalidPayload, invalidFrame, unsupportedVersion
            case signatureMissing, signatureMismatch, unknownKey, invalidKey, replayDetected, expired
            case transportClosed, truncated, unreachable, queueFull, cancelled
        }

        private let value: Value

        /// The frame starts with other bytes than its protocol's.
        public static let invalidMagic = Code(value: .invalidMagic)
        /// No message type has this number.
        public static let invalidMessageType = Code(value: .invalidMessageType)
        /// The frame was damaged: its checksum does not fit its bytes.
        public static let checksumMismatch = Code(value: .checksumMismatch)
        /// The payload is over the limit.
        public static let payloadTooLarge = Code(value: .payloadTooLarge)
        /// The frame is cut short.
        public static let bufferTooSmall = Code(value: .bufferTooSmall)
        /// A field reserved for later versions is in use.
        public static let reservedFieldNonZero = Code(value: .reservedFieldNonZero)
        /// A flag that this version does not define is set.
        public static let invalidFlags = Code(value: .invalidFlags)
        /// Bytes follow the frame, and strict decoding was asked for.
        public static let trailingBytes = Code(value: .trailingBytes)
        /// A text is not UTF-8.
        public static let invalidUTF8 = Code(value: .invalidUTF8)
        /// A message's payload breaks its layout.
        public static let invalidPayload = Code(value: .invalidPayload)
        /// An ATP frame breaks its schema.
        public static let invalidFrame = Code(value: .invalidFrame)
        /// The frame belongs to a version that this codec does not speak.
        public static let unsupportedVersion = Code(value: .unsupportedVersion)
        /// A signed frame was required and this one lacks signature, key identifier or nonce.
        public static let signatureMissing = Code(value: .signatureMissing)
        /// The signature does not fit the frame and its key.
        public static let signatureMismatch = Code(value: .signatureMismatch)
        /// The frame names a key that this side does not hold.
        public static let unknownKey = Code(value: .unknownKey)
        /// A key cannot be used for signing.
        public static let invalidKey = Code(value: .invalidKey)
        /// The frame was seen before.
        public static let replayDetected = Code(value: .replayDetected)
        /// The frame's time is over.
        public static let expired = Code(value: .expired)
        /// The transport was closed by either side, or broke.
        public static let transportClosed = Code(value: .transportClosed)
        /// The other end closed a stream in the middle of a frame.
        public static let truncated = Code(value: .truncated)
        /// The network has no way to the other end; the transport stays open.
        public static let unreachable = Code(value: .unreachable)
        /// A bounded store has no room left.
        public static let queueFull = Code(value: .queueFull)
        /// The waiting task was cancelled.
        public static let cancelled = Code(value: .cancelled)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
