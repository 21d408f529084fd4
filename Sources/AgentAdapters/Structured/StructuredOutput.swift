public import AgentPrimitives
internal import Synchronization

/// Asks a model for a JSON value of a given form, checks it, and has the model repair what is wrong.
///
/// Every adapter asks its API for the schema in the way that the API has: natively where it can, by a forced tool call
/// elsewhere. What comes back is checked here all the same.
///
/// ```swift
/// let output = StructuredOutput(ResponseFormat.Schema(name: "weather", schema: schema))
/// let weather = try await output.value(of: request, from: model)
/// ```
public struct StructuredOutput: Sendable {
    /// The form of the answer.
    public var schema: ResponseFormat.Schema
    /// How often the model may try to repair an answer.
    public var maxRepairs: Int

    /// Describes the form.
    public init(_ schema: ResponseFormat.Schema, maxRepairs: Int = 1) {
        self.schema = schema
        self.maxRepairs = maxRepairs
    }

    /// Asks until the answer fits.
    ///
    /// - Parameters:
    ///   - request: The question; its form of the answer is replaced.
    ///   - model: Answers it.
    ///   - onAnswer: Sees every answer, for counting what it cost.
    /// - Throws: `malformedResponse`, which says what does not fit, after the last repair; and what the model throws.
    public func value(
        of request: ModelRequest, from model: ModelRegistration,
        onAnswer: @Sendable (ModelAnswer) -> Void = { _ in }
    ) async throws -> JSONValue {
        var request = request
        request.responseFormat = .schema(schema)
        var repairs = 0
        while true {
            let answer = try await Self.answer(to: request, from: model)
            onAnswer(answer)
            let problem: String
            switch Self.parse(answer.message.text) {
            case .success(let value):
                guard let violation = SchemaCheck(schema.schema).violation(in: value) else { return value }
                problem = violation
            case .failure(let error):
                problem = error.message
            }
            guard repairs < maxRepairs else {
                throw ModelError(
                    .malformedResponse,
                    "the answer does not have the form '\(schema.name)' after \(repairs + 1) tries: \(Excerpt.of(problem))"
                )
            }
            repairs += 1
            request.messages.append(Message(role: .assistant, content: [.text(answer.message.text)]))
            request.messages.append(
                .user(
                    "This does not fit the required JSON Schema: \(problem). Answer again with the corrected JSON only."
                ))
        }
    }

    private static func answer(to request: ModelRequest, from model: ModelRegistration) async throws -> ModelAnswer {
        let fold = Mutex(ModelAnswer())
        try await model.stream(request) { events in
            fold.withLock { answer in
                for event in events { answer.apply(event) }
            }
        }
        return fold.withLock { $0 }
    }

    /// The JSON value in an answer; the fence of a code block around it is taken off.
    private static func parse(_ text: String) -> Result<JSONValue, ModelError> {
        var body = text.utf8[...]
        func isSpace(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") }
        body = body.drop(while: isSpace)
        while let last = body.last, isSpace(last) { body = body.dropLast() }
        if body.starts(with: "```".utf8), body.count > 6, body.suffix(3).elementsEqual("```".utf8) {
            body = body.drop { $0 != UInt8(ascii: "\n") }.dropLast(3)
        }
        do {
            return .success(try JSONValue(parsing: Array(body)))
        } catch {
            return .failure(ModelError(.malformedResponse, "it is not JSON: \(error.message)"))
        }
    }
}
