internal import Testing

@testable internal import AgentRouter

@Suite struct PrometheusTextTests {
    @Test func writesHelpTypeAndSamples() {
        let metric = GatewayMetric(
            "requests_total", .counter, help: "One\nline \\ more",
            samples: [
                GatewayMetric.Sample(3, labels: [GatewayMetric.Label("route", "/a\"b\\c\nd")]),
                GatewayMetric.Sample(-1),
            ])
        #expect(
            PrometheusText.render([metric]) == """
                # HELP requests_total One\\nline \\\\ more
                # TYPE requests_total counter
                requests_total{route="/a\\"b\\\\c\\nd"} 3
                requests_total -1

                """)
    }
}
