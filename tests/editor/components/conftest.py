"""A page with the components on a free port, and a Chromium to look at it with."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sayso.editor.web import WEB
from tests.house.sources import ROOT

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 10_000


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.editor.components.host"]
    host = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert host.stdout
    yield f"http://127.0.0.1:{host.stdout.readline().strip()}"
    host.terminate()
    host.wait(10)
    host.stdout.close()


class Stage:
    """One component on a page, and what it said to Python."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.wrong: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.set_default_navigation_timeout(3 * PATIENCE)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    def open(self, path: str) -> "Stage":
        self.page.goto(self.address + path)
        self.page.wait_for_selector(".stage [data-ready=true]", timeout=3 * PATIENCE)
        self.page.wait_for_function("window.did_handshake")
        return self

    def said(self) -> list[Any]:
        """Everything the component told Python, in order."""
        return json.loads(self.page.locator("#log").text_content() or "[]")

    def wait(self, condition: str) -> Any:
        """Wait until `said` fulfils a JavaScript condition, and give the last of it."""
        self.page.wait_for_function(
            f"() => {{ const said = JSON.parse(document.getElementById('log').textContent); return {condition} }}"
        )
        return self.said()[-1]

    def wish(self, do: str) -> dict[str, Any]:
        """Wait for an intent of this kind and give the last one."""
        self.wait(f"said.some((each) => each.do === '{do}')")
        return [each for each in self.said() if each.get("do") == do][-1]

    def faults(self) -> list[str]:
        """What axe finds: rule and place."""
        self.page.add_script_tag(path=AXE)
        found = self.page.evaluate("axe.run(document.querySelector('.stage [data-ready]'))")
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]


@pytest.fixture
def stage(browser: Browser, address: str) -> Iterator[Stage]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = Stage(context.new_page(), address)
    yield opened
    context.close()
    assert not opened.wrong, opened.wrong


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Stage]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    opened = Stage(context.new_page(), address)
    yield opened
    context.close()
    assert not opened.wrong, opened.wrong
