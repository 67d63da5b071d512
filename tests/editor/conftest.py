"""A real server with the practice workspace, a real browser, and somebody signed in."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.editor.browser import WIDE, browsing, entered, ready
from tests.editor.served import Served
from tests.house.chromium import chromium

Opens = Callable[..., Page]
PHONE_WIDTH = 800
"""Narrower windows are phones."""
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice workspace as it is made, once; nobody works in it."""
    home = tmp_path_factory.mktemp("practice") / "home"
    sayso("demo", "--home", str(home))
    return home


@pytest.fixture(scope="module")
def home(practice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice workspace of this module's own."""
    return Path(shutil.copytree(practice, tmp_path_factory.mktemp("served") / "home"))


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Where it is served."""
    with Served(home) as server:
        yield server.address
        server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def signed_in(browser: Browser, address: str) -> Any:
    """The cookies of the workspace's owner, signed in once."""
    context = entered(browser, address)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def opens(browser: Browser, address: str, signed_in: Any) -> Iterator[Opens]:
    """Opens a page as the workspace's owner; `size` and `theme` are those of the window."""
    contexts: list[BrowserContext] = []

    def open_(path: str, size: tuple[int, int] = WIDE, theme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=address, locale="en-GB", storage_state=signed_in,
            color_scheme="dark" if theme == "dark" else "light", has_touch=size[0] < PHONE_WIDTH,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return ready(page)

    yield open_
    for context in contexts:
        context.close()


def sayso(*words: str) -> None:
    """Run a command of Sayso, which must succeed."""
    subprocess.run([sys.executable, "-m", "sayso", *words], check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="session", autouse=True)
def _chromium() -> None:
    """Without a browser nothing here can be tested; where it must be there, that is a failure."""
    if chromium() is None:
        told = "there is no Chromium on this machine"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
