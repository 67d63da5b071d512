"""What the benchmark of the browser looks at: editors as `sayso serve` shows them, and an empty page of the library."""

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Browser, BrowserContext, Page

from sayso.runtime.home import MAIN, Home
from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.workspace import Workspace
from tests.editor.browser import WIDE, browsing, entered
from tests.editor.served import Served

IDLE, LONGEST = 0.1, 60.0
"""A process that used less than so many seconds in half a second is idle; and so many seconds it is waited for."""
EMPTY = """
import socket
import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from nicegui import ui

@ui.page("/")
def nothing() -> None:
    ui.label("Nothing")

@ui.page("/counting")
def counting() -> None:
    count = ui.label("0")
    ui.button("More", on_click=lambda: count.set_text(str(int(count.text) + 1)))

app = FastAPI()

@app.get("/plain", response_class=HTMLResponse)
def plain() -> str:
    return "<!doctype html><title>Plain</title><p>Plain</p>"

ui.run_with(app, language="en-US", tailwind=False, storage_secret="none", show_welcome_message=False)
listener = socket.create_server(("127.0.0.1", 0))
print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
"""
"""A page with one line, and one with a button that counts, with the settings of our own pages."""

BOXES_SHOWN = "document.querySelector('.sy-canvas[data-ready=true] .sy-box')"
EDITOR_SHOWN = f"document.body?.dataset.ready === 'true' && {BOXES_SHOWN}"
EMPTY_SHOWN = "window.did_handshake && document.querySelector('.nicegui-content')?.firstElementChild"

WATCH = """
const look = () => (SHOWN) ? (window.shown = performance.now()) : setTimeout(look, 4);
look();
"""
"""Notes in milliseconds since the navigation began when a page can be used."""

ANSWER = """
([event, condition]) => {
  const done = new Function(`return ${condition}`);
  window.answered = new Promise((tell) => document.addEventListener(event, ({ timeStamp }) => {
    const look = new MutationObserver(() => {
      if (!done()) return;
      look.disconnect();
      tell(performance.now() - timeStamp);
    });
    look.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  }, { once: true, capture: true }));
}
"""
"""Takes the time from the next event of a kind until a condition holds in the page."""


class Place(msgspec.Struct, frozen=True):
    """A page that is measured, the process that serves it, and the condition under which it can be used.

    One comes to it as people do: from another page of the same site, here one without any script.
    """

    context: Any
    path: str
    plain: str
    pid: int
    shown: str

    def open(self) -> Page:
        """A tab of its own with the page, which can be used."""
        page: Page = self.context.new_page()
        page.add_init_script(WATCH.replace("SHOWN", self.shown))
        self.load(page)
        return page

    def load(self, page: Page) -> float:
        """Milliseconds from the beginning of the navigation until the page can be used."""
        page.goto(self.plain)
        page.goto(self.path)
        return float(page.wait_for_function("window.shown").json_value())

    def busy(self) -> float:
        """Waits until the process that serves it has nothing more to do; gives the seconds it took."""
        begun, used = time.monotonic(), -1.0
        while (now := self._used()) - used > IDLE and time.monotonic() - begun < LONGEST:
            used = now
            time.sleep(0.5)
        return time.monotonic() - begun - 0.5

    def _used(self) -> float:
        """Seconds of the processor that the process has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> float:
        """Megabytes that the process holds now."""
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self.pid}/status").read_text())
        assert found is not None
        return int(found[1]) / 1024


class Pages(msgspec.Struct, frozen=True):
    """Everything that is measured: the editors, one for each text, and the two empty pages."""

    editors: Sequence[Place]
    nothing: Place
    counting: Place


@contextmanager
def served(texts: Sequence[str]) -> Iterator[Pages]:
    """Editors of these texts and the empty pages, each side in its own process; one browser for both."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="sayso-bench-"))
        home = Path(folder) / "home"
        flows = asyncio.run(_saved(home, texts))
        server = stack.enter_context(Served(home))
        empty, pid = stack.enter_context(_empty())
        browser = stack.enter_context(browsing())
        mine, theirs = entered(browser, server.address), _plain(browser, empty)
        for context in (mine, theirs):
            context.set_default_timeout(LONGEST * 1000)
        yield Pages(
            [Place(mine, f"/flows/{flow}", "/enter", server.pid, EDITOR_SHOWN) for flow in flows],
            Place(theirs, "/", "/plain", pid, EMPTY_SHOWN), Place(theirs, "/counting", "/plain", pid, EMPTY_SHOWN),
        )  # fmt: skip
        mine.close()
        theirs.close()


async def _saved(home: Path, texts: Sequence[str]) -> list[str]:
    """A new workspace with these drafts; gives their ids."""
    Workspace.create(home).close()
    opened = await Home.open(home, "")
    try:
        door = opened.door()
        return [await save_draft(door, MAIN, text, door.premises(MAIN).owner.id) for text in texts]
    finally:
        await opened.close()


@contextmanager
def _empty() -> Iterator[tuple[str, int]]:
    running = subprocess.Popen([sys.executable, "-c", EMPTY], stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        yield running.stdout.readline().strip(), running.pid
    finally:
        running.terminate()
        running.wait(20)


def _plain(browser: Browser, address: str) -> BrowserContext:
    return browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}, base_url=address, locale="en-GB")


def answer(page: Page, event: str, condition: str, act: Any) -> float:
    """Milliseconds from the event that an act makes until the condition holds in the page."""
    page.evaluate(ANSWER, [event, condition])
    act()
    return float(page.evaluate("window.answered"))
