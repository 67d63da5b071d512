"""`sayso serve` and `sayso worker`: the processes that stay. They stop within ten seconds when they are told to."""

import argparse
import asyncio
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sayso.api import Desk, make_app
from sayso.api import serve as listen
from sayso.api.behind import Behind
from sayso.api.serving import PortTaken
from sayso.cli.at_home import database_problem
from sayso.cli.console import Console, Problem
from sayso.cli.one_port import one_port
from sayso.connectors import CONNECTORS
from sayso.editor import Desk as Pages
from sayso.editor import make_pages
from sayso.runtime.folder import WorkspaceProblem, default_folder, holds_workspace
from sayso.runtime.home import MAIN, Home
from sayso.runtime.observing import logs
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.observing.redacting import Redactor
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.tokens import list_tokens, make_token
from sayso.runtime.storage.migrating import NewerDatabase
from sayso.runtime.works import Works
from sayso.runtime.workspace import Workspace

HOST, PORT = "127.0.0.1", 8321
THREADS = 64
"""So many calls at once may need a thread of their own: the CRM's file, a mail server."""
CALLS = "sayso-call"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the data lies, and where to listen."""
    _common(parser)
    parser.add_argument("--host", default=HOST, help=f"the address to listen at (default: {HOST}, this machine alone)")
    parser.add_argument("--port", type=port, default=PORT, help=f"the port (default: {PORT}; 0 takes a free one)")
    parser.add_argument("--no-work", action="store_true", help="take in only; other processes do the work")


def port(text: str) -> int:
    """A port's number, or 0."""
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"`{text[:20]}` is no port: it is a number up to 65535")
    return int(text)


def worker_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the data lies."""
    _common(parser)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", metavar="FOLDER", help="all data (default: SAYSO_HOME, else ./sayso-data)")
    parser.add_argument("--database", metavar="URL", help="postgresql://… (default: SAYSO_DATABASE, else a file there)")
    parser.add_argument("--queue", metavar="URL", help="redis://… (default: SAYSO_QUEUE, else a file there)")


def serve(options: argparse.Namespace, console: Console) -> int:
    """Take in webhooks and forms, run what is due, until told to stop."""
    return _until_stopped(options, console, listens=True)


def work(options: argparse.Namespace, console: Console) -> int:
    """Run what is due, until told to stop."""
    return _until_stopped(options, console, listens=False)


def _until_stopped(options: argparse.Namespace, console: Console, listens: bool) -> int:
    folder = Path(options.home) if options.home else default_folder()
    if not holds_workspace(folder):
        if not listens:
            raise Problem(f"There is no workspace in `{folder}`. Start `sayso serve` there first.", "no-workspace")
        Workspace.create(folder).close()
        console.mark(f"Made a new workspace in [bold]{folder}[/]: its settings stand in `workspace.toml`.")
    logs.configure(Redactor(), level=os.environ.get("SAYSO_LOG", "info").upper())
    try:
        with asyncio.Runner(loop_factory=event_loop) as runner:
            runner.run(_live(options, console, folder, listens))
    except (PortTaken, WorkspaceProblem, NewerDatabase) as problem:
        raise Problem(str(problem), "cannot-serve") from None
    except Exception as problem:
        found = database_problem(problem)
        if found is None:
            raise
        raise found from None
    return 0


def event_loop() -> asyncio.AbstractEventLoop:
    """A new loop for a process that serves or works: the faster kind where the system has it."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


async def _live(options: argparse.Namespace, console: Console, folder: Path, listens: bool) -> None:
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix=CALLS)
    asyncio.get_running_loop().set_default_executor(threads)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    home = await Home.open(folder, options.database)
    try:
        await _working(options, console, home, stop, listens)
    finally:
        await home.close()
    console.mark("Stopped. Whatever was under way goes on when Sayso is started again.")
    _leave(threads)


async def _working(
    options: argparse.Namespace, console: Console, home: Home, stop: asyncio.Event, listens: bool
) -> None:
    """Do this process's part of the work, until told to stop."""
    metrics, drives = Metrics(one.name for one in CONNECTORS), not getattr(options, "no_work", False)
    queue = options.queue or home.queue
    works = Works(home.door(), home.houses.workspaces, queue, metrics, drives, home.lease)
    try:
        await works.start()
        if listens:
            await _listen(options, console, works, stop)
        else:
            console.mark("A worker is ready. Ctrl+C stops it.")
            console.document("worker", {"ready": True})
            await stop.wait()
    finally:
        await works.stop()


def _leave(threads: ThreadPoolExecutor) -> None:
    """Wait for no call that takes longer than the process may: nobody knows how it ends, so it is asked about at the
    next start."""
    threads.shutdown(wait=False, cancel_futures=True)
    until = time.monotonic() + 0.5
    while any(one.name.startswith(CALLS) for one in threading.enumerate()):
        if time.monotonic() > until:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)
        time.sleep(0.01)


async def _listen(options: argparse.Namespace, console: Console, works: Works, stop: asyncio.Event) -> None:
    public_url = os.environ.get("SAYSO_PUBLIC_URL", "")
    desk = Desk(works.door, public_url)
    programs = make_app(Behind(works.door, works.metrics, works.ready), public_url, desk=desk)
    pages = make_pages(Pages(works.door, public_url, os.environ.get("SAYSO_LANGUAGE", "")))
    app = one_port(programs, pages, (programs.lifespan, pages.lifespan))
    token = await _first_token(works.door)

    def on_ready(port: int) -> None:
        if token:
            console.mark(f"Programs show this token, told this once: [bold]{token}[/]")
        console.mark(f"Sayso listens at [bold]http://{options.host}:{port}[/]: open it in a browser. Ctrl+C stops it.")
        console.document("serve", {"host": options.host, "port": port, "token": token or None})

    await listen(app, options.host, options.port, on_ready, stop, within=5, leaving=desk.close)


async def _first_token(door: Door) -> str:
    """A token for the main workspace, where it never had one; else nothing."""
    if await list_tokens(door, MAIN):
        return ""
    return await make_token(door, MAIN, door.premises(MAIN).owner.id, "made by the first start")
