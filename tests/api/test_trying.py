"""The description is true, says schemathesis: no request made from it breaks anything, every answer fits it."""

from sayso.api.programs import ROUTES
from tests.api.trying import try_all
from tests.services import fresh_database

EACH = 3


async def test_requests_from_the_description_break_nothing(file: str) -> None:
    count, wrong = await try_all(file, EACH)
    assert not wrong, "\n".join(wrong[:10])
    assert count > 20 * len(ROUTES), "too little was tried"


async def test_nor_with_postgresql() -> None:
    with fresh_database() as url:
        count, wrong = await try_all(url, EACH, phases=("examples", "fuzzing"))
    assert not wrong, "\n".join(wrong[:10])
    assert count > 4 * len(ROUTES), "too little was tried"
