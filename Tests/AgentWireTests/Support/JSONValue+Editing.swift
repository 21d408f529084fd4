internal import AgentPrimitives

extension JSONValue {
    /// This document with another value, or none, at a pointer such as `/agents/0/status`.
    func replacing(_ pointer: String, with value: JSONValue?) -> JSONValue {
        replacing(pointer.split(separator: "/").map(String.init)[...], with: value) ?? .null
    }

    private func replacing(_ steps: ArraySlice<String>, with value: JSONValue?) -> JSONValue? {
        guard let step = steps.first else { return value }
        switch self {
        case .object(var object):
            object[step] = (object[step] ?? .null).replacing(steps.dropFirst(), with: value)
            return .object(object)
        case .array(var array):
            guard let index = Int(step), array.indices.contains(index) else { return self }
            array[index] = array[index].replacing(steps.dropFirst(), with: value) ?? .null
            return .array(array)
        default:
            return self
        }
    }
}
