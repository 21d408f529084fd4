public import AgentPrimitives

/// How two sessions compare: what they have in common from the start, and the first step at which they part.
public struct SessionDiff: Hashable, Sendable {
    /// The number of steps that are the same from the start.
    public let commonSteps: Int
    /// The last of the common steps, as the first session has them.
    public let context: [SessionStep]
    /// The first session's next step; `nil` at its end.
    public let left: SessionStep?
    /// The second session's next step; `nil` at its end.
    public let right: SessionStep?
    /// Where the two steps differ, if both are there and of one kind.
    public let difference: JSONValue.Difference?

    /// Compares two sessions step by step.
    ///
    /// - Parameters:
    ///   - left: the first session's steps.
    ///   - right: the second session's steps.
    ///   - context: how many of the common steps are given, at most.
    public init(_ left: [SessionStep], _ right: [SessionStep], context: Int = 3) {
        let common = zip(left, right).prefix { $0.tellsTheSame(as: $1) }.count
        commonSteps = common
        self.context = Array(left[..<common].suffix(max(context, 0)))
        let (leftStep, rightStep) = (
            common < left.count ? left[common] : nil, common < right.count ? right[common] : nil
        )
        self.left = leftStep
        self.right = rightStep
        if let leftStep, let rightStep, leftStep.kind == rightStep.kind {
            difference = leftStep.content.firstDifference(to: rightStep.content)
        } else {
            difference = nil
        }
    }

    /// Whether both sessions tell the same from start to end.
    public var isSame: Bool { left == nil && right == nil }
}
