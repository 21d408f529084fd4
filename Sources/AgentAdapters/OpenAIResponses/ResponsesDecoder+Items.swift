internal import AgentPrimitives

extension ResponsesDecoder {
    /// Takes an event about an item; unknown ones are ignored.
    mutating func take(_ event: JSONValue, type: String, into events: inout [ModelEvent]) throws(ModelError) {
        switch type {
        case "response.output_item.added":
            if let item = event["item"], item.objectValue != nil {
                try announce(item, index: event["output_index"]?.intValue, into: &events)
            }
        case "response.output_item.done":
            if let item = event["item"], item.objectValue != nil {
                let index = event["output_index"]?.intValue
                let position = ledger.position(
                    ofDone: Self.type(of: item), id: Self.name(item["id"]), index: index,
                    callID: Self.name(item["call_id"]))
                try complete(item, at: position, index: index, into: &events)
            }
        case "response.function_call_arguments.delta", "response.function_call_arguments.done":
            try takeArguments(event, isWhole: type.hasSuffix("done"), into: &events)
        default:
            try takeText(event, type: type, into: &events)
        }
    }

    /// Takes the first sight of an item.
    private mutating func announce(
        _ item: JSONValue, index: Int?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let (type, id, callID) = (Self.type(of: item), Self.name(item["id"]), Self.name(item["call_id"]))
        let known = ledger.position(ofAdded: type, id: id, index: index, callID: callID)
        let position: Int
        if let known {
            position = known
        } else {
            position = try open(type, id: id, index: index, callID: callID, into: &events)
        }
        if ledger[position].call != nil { try describe(item, at: position, into: &events) }
    }

    /// Takes a whole item, of which some or all may have arrived before.
    mutating func complete(
        _ item: JSONValue, at known: Int?, index: Int?, into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard let object = item.objectValue else { return }
        let (type, id, callID) = (Self.type(of: item), Self.name(item["id"]), Self.name(item["call_id"]))
        let position: Int
        if let known {
            position = known
        } else {
            position = try open(type, id: id, index: index, callID: callID, into: &events)
        }
        ledger.note(position, id: id, index: index, callID: callID)
        let isFirst = !ledger[position].isDone
        switch type {
        case "message": try completeMessage(object, at: position, isFirst: isFirst, into: &events)
        case "reasoning": if isFirst { try completeReasoning(object, at: position, into: &events) }
        case "function_call": try completeCall(item, at: position, into: &events)
        default: if isFirst { try addWhole(object, type: type, into: &events) }
        }
        ledger[position].isDone = true
    }

    /// The item that a piece belongs to, opened if it was never announced.
    mutating func position(
        of event: JSONValue, type: String, into events: inout [ModelEvent]
    ) throws(ModelError) -> Int {
        let (id, index) = (Self.name(event["item_id"]), event["output_index"]?.intValue)
        if let position = ledger.position(ofPiece: type, id: id, index: index) { return position }
        return try open(type, id: id, index: index, callID: nil, into: &events)
    }

    private mutating func open(
        _ type: String, id: String?, index: Int?, callID: String?, into events: inout [ModelEvent]
    ) throws(ModelError) -> Int {
        let position = ledger.add(type, id: id, index: index, callID: callID)
        if type == "function_call" {
            ledger[position].call = assembler.callCount
            speech = nil
            try assembler.openCall(into: &events)
        }
        return position
    }

    // MARK: Function calls

    private mutating func takeArguments(
        _ event: JSONValue, isWhole: Bool, into events: inout [ModelEvent]
    ) throws(ModelError) {
        let position = try position(of: event, type: "function_call", into: &events)
        guard let call = ledger[position].call else { return }
        if let name = Self.name(event["name"]) {
            assembler.describeCall(call, id: nil, name: names.original(of: name), into: &events)
        }
        if isWhole {
            try assembler.reconcileArguments(Self.arguments(event["arguments"]), ofCall: call, into: &events)
        } else {
            try assembler.addArguments(event["delta"]?.stringValue ?? "", toCall: call, into: &events)
        }
    }

    private mutating func describe(
        _ item: JSONValue, at position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard let call = ledger[position].call, let object = item.objectValue else { return }
        if let rest = ResponsesState.rest(of: object, beyond: ResponsesState.callMembers) {
            try assembler.signCall(call, with: rest)
        }
        assembler.describeCall(
            call, id: Self.name(item["call_id"]), name: Self.name(item["name"]).map(names.original), into: &events)
    }

    private mutating func completeCall(
        _ item: JSONValue, at position: Int, into events: inout [ModelEvent]
    ) throws(ModelError) {
        guard let call = ledger[position].call else { return }
        try describe(item, at: position, into: &events)
        try assembler.reconcileArguments(Self.arguments(item["arguments"]), ofCall: call, into: &events)
    }

    // MARK: Items that come whole

    /// Items after which the client has to act.
    private static let requests: Set<String> = [
        "custom_tool_call", "computer_call", "local_shell_call", "shell_call", "apply_patch_call",
        "mcp_approval_request",
    ]

    private mutating func addWhole(
        _ item: JSONObject, type: String, into events: inout [ModelEvent]
    ) throws(ModelError) {
        speech = nil
        if Self.requests.contains(type) { waitsForClient = true }
        if type == "image_generation_call", let data = Self.name(item["result"]) {
            let format = item["output_format"]?.stringValue ?? "png"
            let image = Media(kind: .image, source: .base64(data), mediaType: "image/\(format)")
            try assembler.add(.media(image), into: &events)
        } else {
            try assembler.add(.opaque(ResponsesState.state(item)), into: &events)
        }
    }

    static func type(of item: JSONValue) -> String {
        // Some servers leave the type out of what can only be a message.
        item["type"]?.stringValue ?? (item["role"] != nil ? "message" : "")
    }

    /// A text that names something; `nil` for an empty one.
    static func name(_ json: JSONValue?) -> String? {
        json?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Arguments, which a few servers send as an object instead of its text.
    private static func arguments(_ json: JSONValue?) -> String {
        switch json {
        case .string(let text): text
        case .object(let object): JSONValue.object(object).text()
        default: ""
        }
    }
}
