public import AgentPrimitives

/// Where a frame stands in a distributed trace (ATP 1.1, `meta.trace`).
public struct ATPTrace: Hashable, Sendable {
    /// The span that caused the frame.
    public var parentSpan: String?
    /// Other fields, kept as they came.
    public var extras: JSONObject

    /// Describes a place in a trace.
    public init(parentSpan: String? = nil, traceID: TraceID? = nil, extras: JSONObject = [:]) {
        self.parentSpan = parentSpan
        self.extras = extras
        if let traceID { self.traceID = traceID }
    }

    /// The trace that the frame belongs to, in the extra field `trace_id`.
    ///
    /// This SDK's addition, as decimal text, since JSON readers round numbers of 64 bits. `nil` when the field is absent or
    /// holds another peer's kind of identifier, which then stays untouched.
    public var traceID: TraceID? {
        get { extras["trace_id"]?.stringValue.flatMap { UInt64($0) }.map(TraceID.init) }
        set { extras["trace_id"] = newValue.map { .string($0.description) } }
    }
}

extension ATPTrace {
    private static let names: Set = ["parent_span"]

    init(json: JSONReader) throws(JSONShapeError) {
        parentSpan = try json.optional("parent_span")?.string()
        extras = try json.members(except: Self.names)
    }

    var json: JSONValue {
        var object: JSONObject = [:]
        object["parent_span"] = parentSpan.map(JSONValue.string)
        return .object(object.adding(extras, except: Self.names))
    }
}
