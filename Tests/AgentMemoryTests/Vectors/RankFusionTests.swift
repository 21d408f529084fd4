internal import AgentMemory
internal import Testing

@Suite struct RankFusionTests {
    @Test func addsReciprocalRanks() {
        let fused = RankFusion().fuse([["a", "b", "c"], ["c", "a"]])
        #expect(fused.map(\.name) == ["a", "c", "b"])
        #expect(fused.map(\.score) == [1.0 / 61 + 1.0 / 62, 1.0 / 63 + 1.0 / 61, 1.0 / 62])
    }

    @Test func weighsRankings() {
        #expect(RankFusion(weights: [1, 3]).fuse([["a", "b"], ["b", "a"]]).map(\.name) == ["b", "a"])
        #expect(RankFusion(weights: [3]).fuse([["a", "b"], ["b", "a"]]).map(\.name) == ["a", "b"])
        #expect(RankFusion(weights: [0, 1]).fuse([["a"], ["b"]]).map(\.score) == [1.0 / 61, 0])
    }

    @Test func ordersEquallyGoodOnesByName() {
        #expect(RankFusion().fuse([["b", "a"], ["a", "b"]]).map(\.name) == ["a", "b"])
        #expect(RankFusion(k: 0).fuse([["z"], ["y"], ["x"]]).map(\.name) == ["x", "y", "z"])
    }

    @Test func takesARepetitionAsItsFirst() {
        let fused = RankFusion().fuse([["a", "a", "b"]])
        #expect(fused.map(\.name) == ["a", "b"])
        #expect(fused.map(\.score) == [1.0 / 61, 1.0 / 62])
    }

    @Test func makesNothingOfNothing() {
        #expect(RankFusion().fuse([[String]]()).isEmpty)
        #expect(RankFusion().fuse([[String](), []]).isEmpty)
    }
}
