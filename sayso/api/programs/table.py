"""Every route for programs, in one table."""

from sayso.api.programs import (
    backtests,
    copiloting,
    explaining,
    flows,
    outside,
    people,
    practice,
    records,
    runs,
    suggesting,
    trying,
)
from sayso.api.programs.route import Route

ROUTES: tuple[Route, ...] = (
    *flows.ROUTES, *trying.ROUTES, *backtests.ROUTES, *runs.ROUTES, *explaining.ROUTES, *suggesting.ROUTES,
    *people.ROUTES, *copiloting.ROUTES, *records.ROUTES, *practice.ROUTES, *outside.ROUTES,
)  # fmt: skip
