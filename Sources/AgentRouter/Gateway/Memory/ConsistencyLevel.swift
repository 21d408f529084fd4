/// What a read asks for with `x-consistency-level`.
enum ConsistencyLevel: String, CaseIterable {
    case eventual = "EVENTUAL"
    case strong = "STRONG"
    case readYourWrites = "RYW"
}
