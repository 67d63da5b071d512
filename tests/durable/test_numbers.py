"""The numbers that the operators' page names are really counted."""

import re
from pathlib import Path

from sayso.runtime.observing.metrics import Metrics
from tests.durable.playing import playing, sqlite_url

WAITS = 'flow "Waits"\non manual\nuse people.notify\npeople.notify(@me, "a")\nwait 1 day\npeople.notify(@me, "b")\n'
FAILS = 'flow "Fails"\non manual\nfail "broken"\n'
PAGE = Path(__file__).parents[2] / "docs" / "operations.md"


async def test_every_number_of_the_page_moves_when_runs_do(tmp_path: Path) -> None:
    metrics = Metrics(["people"])
    async with playing(sqlite_url(tmp_path)) as play:
        play.worker = play.new_worker(metrics=metrics)
        for text in (WAITS, FAILS):
            await play.begin(text)
            await play.work()
        await play.wait(days=1, seconds=7)
    told = metrics.text().decode()
    for state in ("completed", "failed"):
        assert f'sayso_runs_ended_total{{state="{state}"}} 1.0' in told
    assert 'sayso_calls_total{family="people",result="done"} 2.0' in told
    assert float(re.findall(r"^sayso_wake_lag_seconds_sum (.*)$", told, re.MULTILINE)[0]) >= 7
    assert float(re.findall(r"^sayso_commit_seconds_count (.*)$", told, re.MULTILINE)[0]) > 3
    named = set(re.findall(r"`(sayso_\w+)`", PAGE.read_text("utf-8"))) - {"sayso_app"}
    assert named and not [name for name in named if name not in told]
