"""A pytest plugin for runs with a planted bug: the first failure is enough, so nothing is made smaller for people."""

from hypothesis import HealthCheck, Phase, settings

from tests.properties import reducing

settings.register_profile(
    "hurried", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
reducing.reduced = lambda flow, fails, *more: flow
