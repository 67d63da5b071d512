"""Calls: a person's yes, the window, what must be counted, the commit that says it goes out, and then the call."""

import time
from datetime import datetime
from typing import Any

import msgspec

from sayso.interpreter.machine import EXHAUSTED
from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.engine import remembering
from sayso.runtime.engine.asking import ask
from sayso.runtime.engine.changes import Demand, Denied, OnHold, Veto
from sayso.runtime.engine.credits import used_up, warning
from sayso.runtime.engine.demands import EMAILS, demands_of, opens
from sayso.runtime.engine.guard import HELD, guarding
from sayso.runtime.engine.plan import CREDITS
from sayso.runtime.engine.strand import Strand
from sayso.runtime.observing.telemetry import span
from sayso.runtime.storage import moment
from sayso.runtime.world import Parked
from sayso.runtime.worlds.allowances import Allowance

FLOWS = frozenset({"flow.run", "flow.start"})
PEOPLE = {"people.ask": "question", "people.hand_off": "hand-off"}


async def called(strand: Strand, want: Effect) -> Outcome | None:
    """What comes of an effect, if that is known at once; else the lane has let go."""
    if want.approve:
        return await _approval(strand, want)
    return await performed(strand, want)


async def _approval(strand: Strand, want: Effect) -> Outcome | None:
    from sayso.runtime.engine.answering import already

    stopped = await already(strand, want) or await strand.premises.refuses(strand.place, want, strand.now())
    if stopped is not None:
        outcome: Outcome = stopped
        return outcome
    await ask(strand, want, "approval", f"{want.tool} waits for approval")
    return None


async def performed(strand: Strand, want: Effect, seen: bool = False, sent: bool = False) -> Outcome | None:
    """Make a call that nobody must approve any more. `seen`: a person saw it, so the contact guard lets it pass; with
    `sent` a person made it by hand, and it was counted when that was asked for."""
    if want.tool in PEOPLE:
        question = str(want.arguments.get("question") or want.arguments.get("message") or "")
        await ask(strand, want, PEOPLE[want.tool], question)
        return None
    if want.tool in FLOWS:
        from sayso.runtime.engine.flows import flow_called

        return await flow_called(strand, want)
    if want.tool.startswith("memory."):
        return await remembering.remembered(strand, want)
    allowance = strand.premises.allowance(strand.place, want.tool)
    stopped = None if sent else await _stopped(strand, want, allowance)
    if stopped is not None:
        return stopped
    if sent:
        return await _gone_out(strand, want, ())
    later = opens(allowance, strand.now(), strand.premises.zone)
    if later > strand.now():
        await hold(strand, want, "window", later)
        return None
    demands, veto = _counted(strand, want, allowance, seen or allowance.by_hand)
    if allowance.by_hand:
        return await _asked_for(strand, want, demands, veto)
    return await _gone_out(strand, want, demands, veto)


async def _asked_for(strand: Strand, want: Effect, demands: tuple[Demand, ...], veto: Veto | None) -> Outcome | None:
    """Put before a person what only a person may do at that service; it counts as soon as it is put there."""
    verdict = await ask(strand, want, "by hand", f"{want.tool} is for you to do", demands, veto)
    return await _denied(strand, want, verdict.demand) if isinstance(verdict, Denied) else None


async def _stopped(strand: Strand, want: Effect, allowance: Allowance) -> Outcome | None:
    """An event that has come, or a reason that came up since anybody looked."""
    from sayso.runtime.engine.answering import already

    if want.watch and want.effect == "write":
        heard = await already(strand, want)
        if heard is not None:
            return heard
    if allowance.free and not want.tainted:
        return None
    refused: Outcome | None = await strand.premises.refuses(strand.place, want, strand.now())
    return refused


def _counted(strand: Strand, want: Effect, allowance: Allowance, seen: bool) -> tuple[tuple[Demand, ...], Veto | None]:
    """What the call counts against, and the contact guard's look. A read that costs nothing counts against nothing."""
    standing, premises = strand.standing, strand.premises
    demands = (
        () if allowance.free
        else demands_of(
            standing.linked.program, standing.name, standing.id, allowance, premises.catalog.policy, premises.plan,
            strand.now(), premises.zone,
        )
    )  # fmt: skip
    if not (allowance.sends and premises.guard_days):
        return demands, None
    lock, veto = guarding(strand, want, allowance, seen or bool(want.approve))
    return demands + lock, veto


async def _gone_out(
    strand: Strand, want: Effect, demands: tuple[Demand, ...], veto: Veto | None = None
) -> Outcome | None:
    """Keep that it goes out, and make the call. A read that costs nothing needs no keeping: it can be read again."""
    standing, premises = strand.standing, strand.premises
    if want.effect == "write" or demands:
        acts = [warning(strand, one) for one in demands if one.name == CREDITS and one.limit]
        strand.acts += acts
        verdict = await strand.call_out(want.path, demands, veto)
        strand.acts = [act for act in strand.acts if act not in acts]
        if isinstance(verdict, OnHold):
            if verdict.hold == "cancelling":
                return Outcome("cancelled", strand.now(), sentence="cancelled")
            await strand.rest(verdict.hold)
            return None
        if isinstance(verdict, Denied):
            return await _denied(strand, want, verdict.demand)
    begun = time.perf_counter()
    with span("call", tool=want.tool, run=standing.id, step=want.step):
        answer = await premises.perform(strand.place, want, key_of(strand, want), strand.now())
    result = "uncertain" if isinstance(answer, Parked) else "done" if answer.kind == "done" else "failed"
    strand.hands.metrics.called(want.tool, result, time.perf_counter() - begun)
    return await settled(strand, want, answer)


async def settled(strand: Strand, want: Effect, answer: Outcome | Parked) -> Outcome | None:
    """What a service said; where it cannot be known whether the call happened, a person is asked."""
    if isinstance(answer, Parked):
        await ask(strand, want, "uncertain", answer.sentence)
        return None
    return answer if answer.at >= strand.last else msgspec.structs.replace(answer, at=strand.now())


async def _denied(strand: Strand, want: Effect, demand: Demand) -> Outcome | None:
    """What is counted is used up: for this run it fails, for a period it waits for the next one."""
    if demand.counter == HELD:
        await ask(strand, want, "held", demand.name)
        return None
    if demand.refresh is None:
        return Outcome("failed", strand.now(), sentence=demand.name, error=EXHAUSTED)
    if demand.name == EMAILS:
        from sayso.runtime.engine.breakers import mail_limit_reached

        strand.acts.append(mail_limit_reached(strand, demand))
    if demand.name == CREDITS:
        strand.acts.append(used_up(strand, demand))
    await hold(strand, want, "quota", moment(demand.refresh))
    return None


async def hold(strand: Strand, want: Effect, why: str, until: datetime) -> None:
    """Try again when the window opens, or the quota is refreshed."""
    from sayso.runtime.engine.answering import look_again

    listening = strand.listen()
    await strand.rest(why, until, until)
    if listening:
        await look_again(strand, want)


def key_of(strand: Strand, want: Effect) -> str:
    """The same key whenever the same step of the same run is called again."""
    return f"{strand.standing.id}/{want.path}"


def with_arguments(want: Effect, arguments: dict[str, Any] | None) -> Effect:
    """The want with arguments a person may have edited."""
    return want if arguments is None else msgspec.structs.replace(want, arguments=arguments)
