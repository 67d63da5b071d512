"""Numbers for operators: they parse, they count, and a stranger cannot make them grow."""

from prometheus_client.parser import text_string_to_metric_families

from sayso.runtime.observing.metrics import Metrics


def samples(metrics: Metrics) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(metrics.text().decode())
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples}


def used() -> Metrics:
    metrics = Metrics(["crm", "gmail"])
    metrics.run_ended("failed")
    metrics.steps.inc()
    metrics.called("crm.update", "done", 0.2)
    metrics.committed(12, 0.004)
    metrics.woken(0.3)
    metrics.in_flight.set(2)
    metrics.event("stripe", "stored")
    return metrics


def test_everything_counted_can_be_read_back() -> None:
    got = samples(used())
    assert got["sayso_runs_ended_total", (("state", "failed"),)] == 1
    assert got["sayso_steps_total", ()] == 1
    assert got["sayso_calls_total", (("family", "crm"), ("result", "done"))] == 1
    assert got["sayso_commit_batch_size_sum", ()] == 12
    assert got["sayso_commit_seconds_count", ()] == 1
    assert got["sayso_wake_lag_seconds_count", ()] == 1
    assert got["sayso_lanes_in_flight", ()] == 2
    assert got["sayso_events_total", (("result", "stored"), ("source", "stripe"))] == 1


def test_a_stranger_cannot_make_the_series_grow() -> None:
    metrics = used()
    for n in range(1_000):
        metrics.event(f"source-{n}", f"result-{n}")
        metrics.called(f"tool{n}.x", f"r{n}")
        metrics.run_ended(f"state-{n}")
    assert len(samples(metrics)) < len(samples(used())) + 20


def test_two_registries_do_not_meet() -> None:
    assert samples(Metrics())["sayso_steps_total", ()] == 0
    assert samples(used())["sayso_steps_total", ()] == 1
