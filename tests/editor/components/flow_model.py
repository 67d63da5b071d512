"""A flow small enough for tests: a tree of steps that can be drawn, inserted into, moved about and cut."""

from itertools import count
from typing import Any

from sayso.editor.canvas.measure import WIDTH, height

GAP, FORK_GAP, JOIN_GAP, SIDE = 48, 76, 56, 40
Step = dict[str, Any]


def step(name: str, sentence: str, tone: str = "plain", icon: str = "circle", **more: Any) -> Step:
    return {"step": name, "sentence": sentence, "tone": tone, "icon": icon, "title": name, **more}


class Flow:
    """Steps in lists; a step with `bodies` holds lists of its own: `{"then": [...], "else": [...]}`."""

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps
        self.new = count(1)

    def body(self, path: str) -> list[Step]:
        """`0.then` is the list under the first step."""
        here = self.steps
        parts = path.split(".") if path else []
        for index, name in zip(parts[::2], parts[1::2], strict=True):
            here = here[int(index)]["bodies"][name]
        return here

    def at(self, address: str) -> tuple[list[Step], int]:
        path, _, index = address.rpartition(".")
        return self.body(path), int(index)

    def insert(self, place: str, made: Step) -> None:
        path, _, index = place.rpartition(":")
        self.body(path).insert(int(index), made)

    def address_of(self, name: str) -> str:
        return next(
            node["address"] for node in self.graph()["nodes"] if node.get("step") == name and not node.get("frame")
        )

    def delete(self, name: str) -> None:
        where, index = self.at(self.address_of(name))
        del where[index]

    def move(self, name: str, place: str) -> None:
        where, index = self.at(self.address_of(name))
        path, _, before = place.rpartition(":")
        target = self.body(path)
        moved = where[index]
        where[index] = {"gone": True}
        target.insert(int(before), moved)
        where[:] = [each for each in where if not each.get("gone")]

    def graph(self) -> dict[str, Any]:
        drawing = _Drawing()
        drawing.list_of(self.steps, "", [], 0, 24)
        return {"nodes": drawing.nodes, "edges": drawing.edges}


class _Drawing:
    def __init__(self) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.edges: list[dict[str, Any]] = []

    def list_of(
        self, steps: list[Step], path: str, ends: list[tuple[str, str]], x: float, y: float
    ) -> tuple[list[tuple[str, str]], float]:
        """Draw a list below `ends` (box, label) around the middle `x`; gives the loose ends and the y below."""
        for index, each in enumerate(steps):
            y += (JOIN_GAP if len(ends) > 1 else FORK_GAP if ends and ends[0][1] else GAP) if ends else 0
            ends, y = self.step(each, f"{path}.{index}" if path else str(index), f"{path}:{index}", ends, x, y)
        return ends, y

    def step(
        self, each: Step, address: str, place: str, ends: list[tuple[str, str]], x: float, y: float
    ) -> tuple[list[tuple[str, str]], float]:
        loop = each.get("frame_title")
        top = y
        y += 28 if loop else 0
        tall = height(each)
        said = {key: value for key, value in each.items() if key not in ("bodies", "frame_title")}
        self.nodes.append(
            {
                "id": each["step"],
                "kind": "call",
                "x": x - WIDTH / 2,
                "y": y,
                "w": WIDTH,
                "h": tall,
                "address": address,
                "selectable": True,
                **said,
            }
        )
        self.join(ends, each["step"], place)
        y += tall
        bodies = each.get("bodies")
        if not bodies:
            return [(each["step"], "")], y
        return self.loop(each, address, x, top, y) if loop else self.branches(each, address, x, y)

    def branches(self, each: Step, address: str, x: float, y: float) -> tuple[list[tuple[str, str]], float]:
        lane = WIDTH + SIDE
        left = x - lane * (len(each["bodies"]) - 1) / 2
        loose, bottoms = [], []
        for at, (name, steps) in enumerate(each["bodies"].items()):
            ends, bottom = self.inner(each, steps, f"{address}.{name}", name, left + at * lane, y)
            loose += ends
            bottoms.append(bottom)
        return loose, max(bottoms)

    def loop(self, each: Step, address: str, x: float, top: float, y: float) -> tuple[list[tuple[str, str]], float]:
        ((name, steps),) = each["bodies"].items()
        before = len(self.nodes)
        _, bottom = self.inner(each, steps, f"{address}.{name}", "", x, y)
        held = self.nodes[before:]
        left, right = (
            min(x - WIDTH / 2, *(node["x"] for node in held)),
            max(x + WIDTH / 2, *(node["x"] + node["w"] for node in held)),
        )
        frame = f"{each['step']}-frame"
        self.nodes.append(
            {
                "id": frame,
                "frame": True,
                "title": each["frame_title"],
                "x": left - 20,
                "y": top,
                "w": right - left + 40,
                "h": bottom + 20 - top,
                "address": address,
                "step": each["step"],
                "tone": "plain",
            }
        )
        return [(frame, "")], bottom + 20

    def inner(
        self, each: Step, steps: list[Step], path: str, label: str, x: float, y: float
    ) -> tuple[list[tuple[str, str]], float]:
        if steps:
            return self.list_of(steps, path, [(each["step"], label)], x, y)
        empty = f"{each['step']}-{label or 'body'}-empty"
        y += FORK_GAP if label else GAP
        self.nodes.append(
            {
                "id": empty,
                "kind": "empty",
                "empty": True,
                "x": x - WIDTH / 2,
                "y": y,
                "w": WIDTH,
                "h": 40,
                "address": path,
                "place": f"{path}:0",
                "tone": "plain",
                "sentence": "Nothing here yet",
            }
        )
        self.edges.append(
            {"id": f"{each['step']}>{empty}", "from": each["step"], "to": empty, "label": label, "place": ""}
        )
        return [(empty, "")], y + 40

    def join(self, ends: list[tuple[str, str]], to: str, place: str) -> None:
        for at, (box, label) in enumerate(ends):
            self.edges.append(
                {
                    "id": f"{box}>{to}",
                    "from": box,
                    "to": to,
                    "label": label,
                    "label_full": label,
                    "place": place if at == 0 or label else "",
                }
            )


def outbound() -> Flow:
    """Twelve boxes: a trigger, a search, a loop with a branch in it, waits and messages."""
    mail = step(
        "Send an email",
        "Email the contact with the template Outbound v2",
        "send",
        "mail",
        chips=[{"text": "Contact › First name", "title": "Ann"}],
        badges=[
            {"icon": "send", "text": "Sends email", "tone": "send"},
            {"icon": "hand", "text": "Needs approval", "tone": "people"},
            {"icon": "clock", "text": "At most 20", "tone": "plain"},
        ],
    )
    answered = step(
        "If",
        "If the contact answered within 3 days",
        "plain",
        "git-branch",
        bodies={
            "Yes": [
                step("Book a call", "Offer Ann a time next week", "write", "calendar"),
                step("Tell the team", "Post the answer to the channel sales", "send", "slack"),
            ],
            "No": [
                step(
                    "Ask again",
                    "Write a friendly follow-up",
                    "ai",
                    "sparkles",
                    mark="assumed",
                    notes=[{"text": "assumed: template Outbound v2 · change", "id": "n1"}],
                ),
                step("Wait longer", "Wait 5 days", "wait", "clock"),
            ],
        },
    )
    return Flow([
        step("Every weekday", "Every weekday at 09:00, in the time of Berlin", "wait", "clock"),
        step("Find contacts", "Find contacts whose title contains Sales and who were never written to", "read", "users",
             badges=[{"icon": "eye", "text": "Reads contacts", "tone": "read"}]),
        step("For each", "For each contact, at most 20", icon="repeat", frame_title="For each contact", bodies={"do": [
            mail, step("Wait for", "Wait for a reply, at most 3 days", "wait", "clock"), answered]}),
        step("Note it", "Create a note for the team", "write", "file-text", problem="This needs a title. Say which."),
        step("Check", "If there are more than 5 open deals", "plain", "git-branch", bodies={
            "More than 5": [], "Otherwise": [step("Rest", "Wait until Monday", "wait", "clock", off=True)]}),
    ])  # fmt: skip


def long_flow(boxes: int) -> Flow:
    """A flow of that many boxes, one below the other with a branch now and then."""
    tones = ["read", "write", "send", "ai", "wait", "people"]
    steps = [
        step(f"Step {number}", f"Do what stands in line {number} of the flow", tones[number % 6], "mail")
        for number in range(boxes)
    ]
    return Flow(steps)
