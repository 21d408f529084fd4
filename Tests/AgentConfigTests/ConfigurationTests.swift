import AgentConfig
import AgentPrimitives
import Testing

@Suite struct ConfigurationTests {
    private static let schema = ConfigurationSchema([
        ConfigurationSetting("count", .integer(1...100), default: .integer(7), summary: "A number."),
        ConfigurationSetting("group.cost", .money, environment: "AGENT_COST", summary: "An amount."),
        ConfigurationSetting("group.flag", .boolean, default: .boolean(false), summary: "A switch."),
        ConfigurationSetting("group.mode", .text(choices: ["fast", "slow"]), summary: "A choice."),
        ConfigurationSetting("group.inner.names", .texts, summary: "Names."),
        ConfigurationSetting("key", .secret, summary: "A secret."),
        ConfigurationSetting("items", .list(secretFields: ["token"]), summary: "A list."),
        ConfigurationSetting("extra", .object(secretFields: ["token"]), summary: "An object."),
    ])

    private func load(
        _ text: String? = nil, environment: [String: String] = [:], overrides: [ConfigurationOverride] = []
    ) throws(ConfigurationError) -> Configuration {
        try Configuration(
            schema: Self.schema, file: text.map { .contents(Array($0.utf8), name: "agent.json") } ?? .none,
            environment: environment, overrides: overrides)
    }

    @Test(
        "Defaults < file < environment < flags",
        arguments: [
            (false, false, false, 7, "default"),
            (true, false, false, 10, "agent.json:2"),
            (false, true, false, 20, "environment variable AGENT_COUNT"),
            (true, true, false, 20, "environment variable AGENT_COUNT"),
            (false, false, true, 30, "flag --count"),
            (true, false, true, 30, "flag --count"),
            (false, true, true, 30, "flag --count"),
            (true, true, true, 30, "flag --count"),
        ])
    func precedence(file: Bool, environment: Bool, flag: Bool, value: Int, source: String) throws {
        let configuration = try load(
            file ? "{\n\"count\": 10}" : nil, environment: environment ? ["AGENT_COUNT": "20"] : [:],
            overrides: flag ? [ConfigurationOverride("count", "30", flag: "--count")] : [])
        #expect(configuration.integer("count") == value)
        #expect(configuration.source(of: "count").description == source)
    }

    @Test func readsEveryTypeFromAFile() throws {
        let configuration = try load(
            """
            {"x-note": {"anything": 1}, "count": 1e1, "key": "env:KEY", "items": [{"a": 1}], "extra": {"b": []},
             "group": {"cost": 0.05, "flag": true, "mode": "slow", "x-y": 0, "inner": {"names": ["a", "b c"]}}}
            """)
        #expect(configuration.integer("count") == 10)
        #expect(configuration.money("group.cost") == Money(micros: 50_000))
        #expect(configuration.boolean("group.flag") == true)
        #expect(configuration.text("group.mode") == "slow")
        #expect(configuration.texts("group.inner.names") == ["a", "b c"])
        #expect(configuration.secret("key") == .named("KEY"))
        #expect(configuration.document("items") == [["a": 1]])
        #expect(configuration.document("extra") == ["b": []])
        #expect(try load(#"{"group":{"cost":"1.25"}}"#).money("group.cost") == Money(micros: 1_250_000))
    }

    @Test func readsEveryTypeFromTheEnvironment() throws {
        let configuration = try load(environment: [
            "AGENT_COUNT": "100", "AGENT_COST": "2", "AGENT_GROUP_FLAG": "true", "AGENT_GROUP_MODE": "fast",
            "AGENT_GROUP_INNER_NAMES": "a, b c ,d", "AGENT_KEY": "literal", "AGENT_ITEMS": "ignored",
        ])
        #expect(configuration.integer("count") == 100)
        #expect(configuration.money("group.cost") == Money(micros: 2_000_000))
        #expect(configuration.boolean("group.flag") == true)
        #expect(configuration.text("group.mode") == "fast")
        #expect(configuration.texts("group.inner.names") == ["a", "b c", "d"])
        #expect(configuration.secret("key") == .literal(Secret("literal")))
        #expect(configuration.document("items") == nil)
        #expect(try load(environment: ["AGENT_COUNT": ""]).integer("count") == 7, "an empty variable sets nothing")
    }

    @Test(
        "Each mistake in a file names key, line, what was expected and what was found",
        arguments: [
            ("[]", "malformedFile: expected a JSON object in agent.json, found a list."),
            (
                "{\n\"cout\": 1}",
                "unknownKey: cout (agent.json:2): expected one of count, group, key, items, extra, "
                    + "found the unknown key 'cout'. Did you mean 'count'?"
            ),
            (
                #"{"group":{"zzz":1}}"#,
                "unknownKey: group.zzz (agent.json:1): expected one of cost, flag, mode, inner, "
                    + "found the unknown key 'zzz'. Keys of your own start with 'x-'."
            ),
            (
                #"{"cost":1}"#,
                "unknownKey: cost (agent.json:1): expected one of count, group, key, items, extra, "
                    + #"found the unknown key 'cost'. Write {"group": {"cost": …}}."#
            ),
            (
                #"{"group.cost":1}"#,
                "unknownKey: group.cost (agent.json:1): expected one of count, group, key, items, extra, "
                    + #"found the unknown key 'group.cost'. Write {"group": {"cost": …}}."#
            ),
            (
                "{\"count\": 1,\n\n\"count\": 2}",
                "duplicateKey: count (agent.json:3): expected the key once, found it again. Keep one."
            ),
            (
                #"{"count":"ten"}"#,
                #"wrongType: count (agent.json:1): expected a whole number from 1 to 100, found "ten"."#
            ),
            (#"{"count":null}"#, "wrongType: count (agent.json:1): expected a whole number from 1 to 100, found null."),
            (#"{"count":1.5}"#, "wrongType: count (agent.json:1): expected a whole number from 1 to 100, found 1.5."),
            (#"{"count":0}"#, "invalidValue: count (agent.json:1): expected a whole number from 1 to 100, found 0."),
            (
                #"{"count":99999999999999999999}"#,
                "invalidValue: count (agent.json:1): expected a whole number from 1 to 100, found 99999999999999999999."
            ),
            (#"{"group":1}"#, "wrongType: group (agent.json:1): expected an object, found 1."),
            (
                #"{"group":{"cost":-1}}"#,
                "invalidValue: group.cost (agent.json:1): expected dollars with at most six decimals, such as 0.05, found -1."
            ),
            (
                #"{"group":{"cost":[]}}"#,
                "wrongType: group.cost (agent.json:1): expected dollars with at most six decimals, such as 0.05, found a list."
            ),
            (
                #"{"group":{"flag":"yes"}}"#,
                #"wrongType: group.flag (agent.json:1): expected true or false, found "yes"."#
            ),
            (
                #"{"group":{"mode":"fsat"}}"#,
                #"invalidValue: group.mode (agent.json:1): expected one of fast, slow, found "fsat". Did you mean 'fast'?"#
            ),
            (
                "{\"group\":{\"inner\":\n{\"names\":[\"a\",\n\"\"]}}}",
                "invalidValue: group.inner.names[1] (agent.json:3): expected a text that is not empty, found \"\". "
                    + "Leave the key out for none."
            ),
            (
                #"{"key":"env:"}"#,
                "invalidValue: key (agent.json:1): expected env:NAME with the name of an environment variable, "
                    + "found a value that is not shown."
            ),
            (
                #"{"key":12345}"#,
                "wrongType: key (agent.json:1): expected env:NAME with the name of an environment variable, "
                    + "found a value that is not shown."
            ),
            (#"{"items":{"token":"s3cret"}}"#, "wrongType: items (agent.json:1): expected a list, found an object."),
            (#"{"extra":[]}"#, "wrongType: extra (agent.json:1): expected an object, found a list."),
        ])
    func refusesFile(text: String, expected: String) {
        let error = #expect(throws: ConfigurationError.self) { try load(text) }
        #expect(error?.description == expected)
    }

    @Test("A broken document names its file, line and column")
    func refusesBrokenJSON() throws {
        let error = #expect(throws: ConfigurationError.self) { try load("{\"count\": 1,\n  oops}") }
        #expect(error?.code == .malformedFile)
        #expect(
            error?.message.hasPrefix("expected a JSON document in agent.json, found an error at line 2, column 3")
                == true)
        #expect(error?.underlying is JSONError)

        let invalid = #expect(throws: ConfigurationError.self) {
            try Configuration(
                schema: Self.schema,
                file: .contents(Array("{\"key\": \"".utf8) + [0xFF] + Array("\"}".utf8), name: "a.json"))
        }
        #expect((invalid?.underlying as? JSONError)?.code == .invalidUTF8)
    }

    @Test("Mistakes in variables and flags name these")
    func refusesTexts() {
        let variable = #expect(throws: ConfigurationError.self) { try load(environment: ["AGENT_COUNT": "many"]) }
        #expect(
            variable?.description
                == "wrongType: count (environment variable AGENT_COUNT): expected a whole number from 1 to 100, found \"many\"."
        )
        let flag = #expect(throws: ConfigurationError.self) {
            try load(overrides: [ConfigurationOverride("group.cost", "0.1234567", flag: "--max-usd")])
        }
        #expect(
            flag?.description
                == "invalidValue: group.cost (flag --max-usd): expected dollars with at most six decimals, such as 0.05, "
                + "found \"0.1234567\".")
        let unknown = #expect(throws: ConfigurationError.self) {
            try load(overrides: [ConfigurationOverride("nothing", "1", flag: "--nothing")])
        }
        #expect(unknown?.code == .unknownKey)
        let list = #expect(throws: ConfigurationError.self) {
            try load(overrides: [ConfigurationOverride("items", "[]", flag: "--items")])
        }
        #expect(
            list?.message
                == "items (flag --items): expected a list or object in a file, found a flag. Set it in the configuration file."
        )
    }

    @Test("A wrong value in a lower layer is an error although a higher one overrides it")
    func checksEveryLayer() {
        #expect(throws: ConfigurationError.self) { try load(#"{"count":0}"#, environment: ["AGENT_COUNT": "5"]) }
    }

    @Test("A variable that looks misspelt is warned about; others are nobody's business")
    func warnsAboutVariables() throws {
        let configuration = try load(environment: ["AGENT_CONUT": "1", "AGENT_HOMEDIRECTORY": "/", "COUNT": "1"])
        #expect(
            configuration.warnings == ["environment variable AGENT_CONUT sets nothing. Did you mean AGENT_COUNT?"])
    }

    @Test("The report shows every setting and its source, and no secret")
    func report() throws {
        let configuration = try load(
            """
            {"key": "s3cret", "group": {"cost": 0.5},
             "items": [{"token": "s3cret"}, {"token": "env:TOKEN", "deep": {"token": ["s3cret"]}}]}
            """, environment: ["AGENT_GROUP_MODE": "fast"])
        let lines = configuration.report().map { "\($0.key) = \($0.valueText) (\($0.source))" }
        #expect(
            lines == [
                "count = 7 (default)",
                "group.cost = 0.500000 (agent.json:1)",
                "group.flag = false (default)",
                "group.mode = fast (environment variable AGENT_GROUP_MODE)",
                "group.inner.names = not set (default)",
                "key = <secret> (agent.json:1)",
                #"items = [{"token":"<secret>"},{"token":"env:TOKEN","deep":{"token":"<secret>"}}] (agent.json:2)"#,
                "extra = not set (default)",
            ])
        let everything = String(describing: configuration.report()) + "\(configuration.value("key") as Any)"
        #expect(!everything.contains("s3cret"))
        #expect(configuration.report().allSatisfy { !$0.summary.isEmpty })
    }

    @Test("Damaged files give settings or an error, never a crash")
    func survivesMutation() {
        let seed = Array(
            #"{"count":10,"group":{"cost":0.05,"flag":true,"mode":"slow","inner":{"names":["a"]}},"key":"env:K"}"#.utf8)
        let random = SeededRandomSource(seed: 3)
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0...random.next() % 3 {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            do throws(ConfigurationError) {
                _ = try Configuration(schema: Self.schema, file: .contents(bytes, name: "f")).report()
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
    }
}
