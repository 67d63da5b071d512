"""What the stories do beside the browser: a program with a token, and the flow that most of them change."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

FOLLOW_UP = """\
flow "Case study follow-up"
goal "Everybody who has our proposal hears of a customer like them"

on manual

use email.send with approval by @me within 3 days
use crm.find_deals, crm.create_task

let @deals = crm.find_deals(where: @deal.stage == "Proposal Sent" and @deal.daysSinceActivity >= 5)
for each @deal in @deals at most 20
  email.send(to: @deal.contact, template: "Case study")
  wait for email.replied where @email.from == @deal.contact.email at most 3 days
    hand off to @deal.owner "@deal.contact.fullName answered: @email.snippet" within 2 days
  otherwise
    crm.create_task(
      title: "Call @deal.contact.fullName",
      assignee: @deal.owner,
      due: @today + 1 day,
      about: @deal.contact,
    )
  end
end
"""
"""Three people of the practice workspace: Ann Keller, Jonas Weiß, and Mei Tanaka, who opted out."""


class Programs:
    """A program that uses the workspace through the API."""

    def __init__(self, address: str, token: str) -> None:
        self._client = httpx.Client(
            base_url=f"{address}/api/workspaces/main", headers={"Authorization": f"Bearer {token}"}, timeout=60,
            trust_env=False,
        )  # fmt: skip

    def get(self, path: str) -> dict[str, Any]:
        return self._answer(self._client.get(path))

    def post(self, path: str, said: object = None) -> dict[str, Any]:
        return self._answer(self._client.post(path, json=said if said is not None else {}))

    def make(self, text: str) -> str:
        """A flow whose draft is this text: its id."""
        return str(self.post("/flows", {"text": text})["flow"])

    def write(self, flow: str, text: str) -> None:
        """Make this the flow's draft."""
        self._answer(self._client.put(f"/flows/{flow}/draft", json={"text": text}))

    def draft(self, flow: str) -> str:
        return str(self.get(f"/flows/{flow}")["text"])

    def start(self, text: str) -> str:
        """A flow of this text, run once: the id of its run."""
        flow = self.make(text)
        self.post(f"/flows/{flow}/publish", {"live": False})
        return str(self.post(f"/flows/{flow}/trigger", {"data": {}})["run"])

    def close(self) -> None:
        self._client.close()

    @staticmethod
    def _answer(answer: httpx.Response) -> dict[str, Any]:
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found


def token_for(home: Path) -> str:
    """A token of the workspace in that folder."""
    command = [sys.executable, "-m", "sayso", "token", "--new", "--json", "--home", str(home)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return str(json.loads(done.stdout)["token"])


def lines_that_differ(before: str, after: str) -> list[tuple[str, str]]:
    """Two texts of as many lines, line by line where they differ."""
    return [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
