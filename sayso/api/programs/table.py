"""Every route for programs, in one table."""

from sayso.api.programs import flows, outside, people, runs
from sayso.api.programs.route import Route

ROUTES: tuple[Route, ...] = (*flows.ROUTES, *runs.ROUTES, *people.ROUTES, *outside.ROUTES)
