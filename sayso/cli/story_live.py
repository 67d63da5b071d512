"""The story's second half: the flow is published and run; Sarah decides, Ann answers, nobody is written to twice."""

from datetime import timedelta
from typing import Any, Final

import msgspec

from sayso.cli import telling
from sayso.cli.console import Console, plain
from sayso.runtime.clockwork import Clockwork
from sayso.runtime.home import MAIN
from sayso.runtime.log import LogLine
from sayso.runtime.operations import answers, outbox
from sayso.runtime.operations.inbox import AskLine, inbox
from sayso.runtime.operations.journals import prove, told
from sayso.runtime.operations.looking import one_run
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.runs import continue_now
from sayso.runtime.operations.starting import start
from sayso.runtime.operations.timeline import timeline

WHO: Final = "sarah"
ANN, JONAS = "Ann Keller", "Tessel rollout"
REPLY: Final = "Thanks, let's talk Thursday"
WORD: Final = ("short call", "quick call")
"""What Sarah changes in Ann's message."""
SENT: Final = 3
PEOPLE: Final = (
    "ann.keller@brightwater.example", "jonas.weiss@tessel.example", "office@orchardpine.example",
    "mei.tanaka@kestrel.example",
)  # fmt: skip


class Live:
    """The live part of one telling."""

    def __init__(self, console: Console, play: Clockwork) -> None:
        self.console, self.play, self.door = console, play, play.door

    async def tell(self, text: str) -> tuple[bool, dict[str, Any]]:
        """Tell it; whether everything came out as it must, and the whole for programs."""
        known = {task["id"] for task in self._tasks()}
        flow = await save_draft(self.door, MAIN, text, WHO)
        await publish(self.door, MAIN, flow, WHO)
        self.console.mark(f"  [green]✓[/] Published by Sarah. {plain(await self._next())}Run once now:")
        run = await self._started(flow)
        await self._approved()
        await self._answered()
        await self._one_goes_on(run)
        again = await self._started(flow)
        second = await self._again(flow, again)
        self.console.say("  Three days are over for the last one.")
        await self.play.go(timedelta(days=3))
        self._new_tasks(known)
        view, proofs = await one_run(self.door, MAIN, run), [await self._proven(one) for one in (run, again)]
        lines = await self._log(run)
        replays = self._say_proven(proofs)
        messages = len(await outbox.outbox(self.door, MAIN))
        good = replays and view.line.state == "completed" and messages == SENT and len(second) == len(PEOPLE)
        return good, {
            "replays": replays, "run": msgspec.to_builtins(view.line), "messages": messages,
            "skipped_again": second, "log": [msgspec.to_builtins(line) for line in lines],
        }  # fmt: skip

    async def _next(self) -> str:
        from sayso.runtime.storage import moment
        from sayso.runtime.storage.tables import triggers

        async with self.play.home.storage.reading(MAIN) as connection:
            at = moment((await connection.execute(triggers.select())).one().next)
        local = at.astimezone(self.door.premises(MAIN).zone)
        return f"First run {local:%A at %H:%M}. "

    async def _started(self, flow: str) -> str:
        run = await start(self.door, MAIN, flow, WHO)
        await self.play.settle()
        return run

    async def _asks(self, kind: str) -> list[AskLine]:
        return [ask for ask in (await inbox(self.door, MAIN)).asks if ask.kind == kind]

    async def _approved(self) -> None:
        """Sarah reads each message, changes a word in Ann's, and approves."""
        for ask in await self._asks("approval"):
            changed = ""
            if ANN in ask.text:
                words = ask.shown["text"].replace(*WORD)
                await answers.edit_and_approve(self.door, MAIN, ask.id, WHO, {"text": words})
                changed = f" [yellow]Sarah makes “{WORD[0]}” a “{WORD[1]}”.[/]"
            else:
                await answers.approve(self.door, MAIN, ask.id, WHO)
            self.console.mark(f"  [green]? Sarah reads and approves:[/] {plain(ask.text)}{changed}", hang=4)
        await self.play.settle()
        for message in reversed(await outbox.outbox(self.door, MAIN)):
            self.console.mark(f"  [blue]✉ in the outbox:[/] to {plain(message.person)}: “{plain(message.subject)}”")

    async def _answered(self) -> None:
        """A day later Ann answers; whoever it is handed to takes over."""
        self.console.say("  The clock of this throw-away workspace moves on. A day later Ann answers in the outbox.")
        await self.play.go(timedelta(days=1))
        (message,) = await outbox.outbox(self.door, MAIN, person=ANN)
        await outbox.reply(self.door, MAIN, message.id, REPLY, WHO)
        await self.play.settle()
        for ask in await self._asks("hand-off"):
            self.console.mark(f"  [green]→ Handed to {plain(ask.person)}:[/] {plain(ask.text)}")
            await answers.answer_hand_off(self.door, MAIN, ask.id, ask.person, "taken")
        await self.play.settle()

    async def _one_goes_on(self, run: str) -> None:
        """Sarah does not wait for Jonas any longer."""
        waiting = (await one_run(self.door, MAIN, run)).on_way
        lane = next(one.path for one in waiting if one.who == JONAS)
        self.console.mark("  [green]? Sarah lets Jonas go on now,[/] as if no reply came.")
        await continue_now(self.door, MAIN, run, lane, WHO)
        await self.play.settle()

    def _tasks(self) -> list[dict[str, Any]]:
        return self.play.home.houses.workspace(MAIN).crm.find("task", self.play.at)

    def _new_tasks(self, known: set[Any]) -> None:
        for task in self._tasks():
            if task["id"] not in known:
                who = (task.get("assignee") or {}).get("name") or "nobody"
                self.console.mark(f"  [blue]● new task:[/] {plain(str(task['title']))}, for {plain(str(who))}")

    async def _again(self, flow: str, run: str) -> list[str]:
        """Run once more: nobody new, and why for each."""
        self.console.say("  Run once more: nobody is written to twice.")
        reasons = []
        for address in PEOPLE:
            found = await timeline(self.door, MAIN, address, flow, run)
            reasons += [f"{found.person.name}: {line.text}" for line in found.lines if line.state == "skipped"]
        for reason in reasons:
            self.console.mark(f"  [dim]–[/] {plain(reason)}", hang=4)
        return reasons

    async def _log(self, run: str) -> list[LogLine]:
        self.console.mark("\n[bold]6. The log[/]  [dim]What happened to each deal, and why.[/]")
        lines = await told(self.door, MAIN, run)
        telling.show_lines(self.console, lines, self.door.premises(MAIN).zone, pretend=False)
        return lines

    async def _proven(self, run: str) -> tuple[bool, int]:
        proof = await prove(self.door, MAIN, run)
        return proof.agrees, proof.steps

    def _say_proven(self, proofs: list[tuple[bool, int]]) -> bool:
        same, steps = all(agrees for agrees, _ in proofs), sum(steps for _, steps in proofs)
        self.console.mark("\n[bold]7. Replayed[/]  [dim]The same version and the same journal are the same run.[/]")
        mark = "[green]✓[/]" if same else "[red]✗[/]"
        self.console.mark(f"  {mark} {steps} steps of both runs, {'all the same' if same else 'and one differs'}.")
        return same
