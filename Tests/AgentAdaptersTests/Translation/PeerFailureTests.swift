import Testing

/// What translators of model APIs are known to get wrong; one test for each.
@Suite("What other translators get wrong") struct PeerFailureTests {}
