import assert from "node:assert/strict";
import test from "node:test";
import { MetricsRegistry } from "./metrics.ts";

test("SV65: counters, gauges and histograms are written in Prometheus' text format", () => {
  const registry = new MetricsRegistry();
  const plain = registry.counter("a_total", "Plain.");
  const labelled = registry.counter("b_total", "By outcome.", "outcome");
  registry.gauge("c", "Now.", () => 7);
  const sizes = registry.histogram("d", "Sizes.", [1, 10]);
  plain.add();
  plain.add(2);
  labelled.add(1, "ok");
  labelled.add(1, "login-refused");
  labelled.add(1, "ok");
  for (const size of [1, 5, 10, 11]) sizes.observe(size);
  assert.equal(
    registry.text(),
    `# HELP a_total Plain.
# TYPE a_total counter
a_total 3
# HELP b_total By outcome.
# TYPE b_total counter
b_total{outcome="ok"} 2
b_total{outcome="login-refused"} 1
# HELP c Now.
# TYPE c gauge
c 7
# HELP d Sizes.
# TYPE d histogram
d_bucket{le="1"} 1
d_bucket{le="10"} 3
d_bucket{le="+Inf"} 4
d_sum 27
d_count 4
`,
  );
});
