internal import AgentPrimitives
internal import Testing

@Suite("JSON objects")
struct JSONObjectTests {
    @Test("order and duplicates are kept, the last is found")
    func duplicates() throws {
        let document = #"{"b":1,"a":2,"b":3}"#
        let value = try JSONValue(parsing: document)
        let object = try #require(value.objectValue)
        #expect(object.keys == ["b", "a", "b"])
        #expect(object.count == 3)
        #expect(object["b"] == 3)
        #expect(object["c"] == nil)
        #expect(value.text() == document)
        #expect(object.map { "\($0.key)=\($0.value)" } == ["b=1", "a=2", "b=3"])
    }

    @Test("setting replaces what lookup finds, nil removes all of a key")
    func setting() {
        var object: JSONObject = ["a": 1, "b": 2, "a": 3]
        object["a"] = 4
        #expect(object == ["a": 1, "b": 2, "a": 4])
        object["c"] = .null
        #expect(object == ["a": 1, "b": 2, "a": 4, "c": nil])
        object["a"] = nil
        #expect(object == ["b": 2, "c": nil])
        object["missing"] = nil
        #expect(object.count == 2)
        object.append(key: "b", value: 5)
        #expect(object["b"] == 5)
        #expect(object.count == 3)
    }

    @Test("keys compare by code unit, not by canonical equivalence")
    func keysAreExact() throws {
        let object = try #require(JSONValue(parsing: #"{"\u00e9":1,"e\u0301":2}"#).objectValue)
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
        #expect(object != ["\u{E9}": 1, "\u{E9}": 2])
    }

    @Test("equality goes by order")
    func equality() {
        #expect(["a": 1, "b": 2] as JSONObject != ["b": 2, "a": 1])
        #expect(["a": 1] as JSONObject != ["a": 1, "a": 1])
        #expect(Set<JSONObject>([["a": [1]], ["a": [1]], ["a": [2]]]).count == 2)
    }

    @Test("small and large objects behave as a plain list of members does", arguments: [8, 32, 33, 400])
    func againstModel(keyCount: Int) {
        var random = JSONTestRandom(seed: UInt64(keyCount))
        var object = JSONObject()
        var model: [(key: String, value: JSONValue)] = []
        for step in 0..<2_000 {
            let key = "key\(Int.random(in: 0..<keyCount, using: &random))"
            let last = model.lastIndex { $0.key == key }
            #expect(object[key] == last.map { model[$0].value })
            switch Int.random(in: 0..<8, using: &random) {
            case 0:
                object[key] = nil
                model.removeAll { $0.key == key }
            case 1:
                object.append(key: key, value: .int(step))
                model.append((key, .int(step)))
            default:
                object[key] = .int(step)
                if let last { model[last].value = .int(step) } else { model.append((key, .int(step))) }
            }
        }
        #expect(object == JSONObject(model))
    }

    @Test("a hundred thousand keys are found")
    func large() throws {
        let keys = (0..<100_000).map { "key-\($0)" }
        let document = "{" + keys.map { "\"\($0)\":1" }.joined(separator: ",") + ",\"key-7\":2}"
        let value = try JSONValue(parsing: document)
        #expect(keys.allSatisfy { value[$0] != nil })
        #expect(value["key-7"] == 2)
        #expect(value["key-100000"] == nil)
        var copy = try #require(value.objectValue)
        copy["key-8"] = 3
        #expect(value["key-8"] == 1)
        #expect(copy["key-8"] == 3)
    }
}
