internal import AgentRuntime

/// `models`: what can be asked, what it costs, and for which of it there is a key.
struct ModelsCommand: Command {
    let name = "models"
    let summary = "Lists the models that can be asked, with prices and which keys are present"
    let example = "agent-cli models --provider anthropic"

    private let provider = Argument.optional(
        "provider", .text, placeholder: "ID", help: "lists the models of one provider only")
    private let json = Argument.flag("json", help: #"prints {"models":[…],"providers":[…]}"#)
    private let translation = Argument.flag(
        "translation", help: "prints what translation between the model APIs keeps, as Markdown")
    private let workspace = WorkspaceOptions()

    var arguments: [any ArgumentDeclaration] { [provider, json, translation] + workspace.arguments }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        if try invocation[translation] {
            await invocation.io.output.write(TranslationMatrix().page)
            return .success
        }
        let listing = try await workspace.builder(invocation).modelListing()
        let chosen = try select(listing, try invocation[provider])
        let output = invocation.io.output
        if try invocation[json] {
            await output.writeLine(chosen.json.text())
            return .success
        }
        for group in chosen.providers {
            let heading = invocation.io.outputStyle.bold(group.id)
            await output.writeLine("\(heading)  \(group.upstream.rawValue), \(group.keyText), \(group.baseURL)")
            for model in chosen.models where model.provider == group.id {
                await output.writeLine("    \(model.line)")
            }
        }
        if !chosen.configured.isEmpty {
            await output.writeLine(
                "\(invocation.io.outputStyle.bold("configured"))  \(chosen.configured.joined(separator: ", "))")
        }
        await output.writeLine(
            "Other models of these providers can be asked too: agent-cli run --model PROVIDER/NAME PROMPT")
        return .success
    }

    private func select(_ listing: ModelListing, _ id: String?) throws -> ModelListing {
        guard let id else { return listing }
        guard let chosen = listing.limited(to: id) else {
            throw CommandError(
                .usage, "no provider is called '\(id)'",
                expected: "one of \(listing.providers.map(\.id).joined(separator: ", "))")
        }
        return chosen
    }
}

extension ModelListing.Provider {
    fileprivate var keyText: String {
        if keyVariables.isEmpty { return "needs no key" }
        return presentKey.map { "key in \($0)" } ?? "no key, set \(keyVariables[0])"
    }
}

extension CatalogModel {
    /// Name, prices and sizes.
    fileprivate var line: String {
        let size = contextTokens.map { ", context \($0)" } ?? ""
        return "\(name)  \(prices?.text ?? "price unknown")\(size), \(capabilities.names.joined(separator: " "))"
    }
}

extension ModelPrices {
    /// Dollars for a million tokens.
    fileprivate var text: String {
        let cached = cachedInputMicros.map { " (cached \(Self.dollars($0)))" } ?? ""
        return "\(Self.dollars(inputMicros))\(cached) in, \(Self.dollars(outputMicros)) out"
    }

    /// Without the zeros that say nothing, at least two decimals.
    private static func dollars(_ micros: Int64) -> String {
        var text = Money(micros: micros).description
        while text.hasSuffix("0"), !text.dropLast(2).hasSuffix(".") { text.removeLast() }
        return text
    }
}
