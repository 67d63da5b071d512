"""The page that hosts the components for the tests: `python -m tests.editor.components.host` says its port."""

import json
import socket
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from nicegui import ui

from sayso.editor.canvas import FlowCanvas
from sayso.editor.text import CodeArea
from sayso.editor.text.offsets import Edit
from sayso.editor.web import DIST, WEB
from tests.editor.components.flow_model import Flow, long_flow, outbound, step

THEME = WEB.parent / "style" / "theme.css"
WORDS = {
    "keywords": ["trigger", "every", "for", "each", "in", "at", "most", "if", "else", "end", "wait", "let", "find"],
    "literals": ["yes", "no", "none"],
    "units": ["day", "days", "weekday", "hours", "minutes"],
    "functions": ["count", "first", "lower"],
    "operators": ["=", "+", "-", "is", "contains", ">", "<"],
}
TEXT = """flow "Outbound 🚀"
# who and when
trigger every weekday at 09:00
let @found = apollo.search(title: "Sales", limit: 20)
for each @contact in @found at most 20
  gmail.send(to: @contact, text: "Hi {@contact.firstName}, 😀 hello")
  wait 3 days
end
"""
LABELS = ["gmail.send", "gmail.draft", "get contacts"]


def page(title: str, dark: bool) -> None:
    ui.add_head_html(
        '<link rel="stylesheet" href="/static/fonts.css"><link rel="stylesheet" href="/static/icons.css">'
        '<link rel="stylesheet" href="/style/theme.css">'
    )
    ui.add_css(
        "body{margin:0} .nicegui-content{padding:0!important;gap:0!important} h1{font-size:14px;margin:4px 16px}"
        ".host{height:100dvh;width:100vw;display:flex;flex-direction:column}"
        ".stage{flex:1;min-height:0;position:relative}"
        "#log{display:none}"
    )
    ui.dark_mode(value=dark)
    ui.page_title(title)


class Log:
    """What the component said, for the test to read: one JSON list in the page."""

    def __init__(self) -> None:
        self.said: list[Any] = []
        self.element = ui.html("[]", sanitize=False, tag="pre").props("id=log aria-hidden=true")

    def add(self, said: Any) -> None:
        self.said.append(said)
        self.element.set_content(json.dumps(self.said).replace("<", "&lt;"))


@ui.page("/canvas")
def canvas_page(boxes: int = 0, dark: bool = False, locked: bool = False, early: bool = False) -> None:
    page("Canvas", dark)
    flow = long_flow(boxes) if boxes else outbound()
    with ui.element("main").classes("host"):
        ui.element("h1").props("innerHTML=Canvas")
        with ui.element("div").classes("stage"):
            log = Log()
            canvas = FlowCanvas(flow.graph(), lambda said: hear(said, canvas, flow, log), read_only=locked)
            canvas.style("position:absolute;inset:0")
            if early:
                flow.delete("Every weekday")
                canvas.show(flow.graph())
        with ui.element("div").style("display:flex;gap:8px;padding:4px"):
            ui.button(
                "Run",
                on_click=lambda: canvas.states(
                    {
                        "Find contacts": {"state": "done", "counts": "40 found"},
                        "Send an email": {"state": "running", "counts": "20: 11 waiting, 8 done, 1 failed"},
                        "Note it": {"state": "failed", "counts": ""},
                    }
                ),
            )
            ui.button("Choose", on_click=lambda: (canvas.select(["Note it"]), canvas.reveal("Note it")))
            ui.button("Fit", on_click=canvas.fit)
            ui.button(
                "Break",
                on_click=lambda: canvas.show(
                    {**flow.graph(), "greyed": True, "bar": "Line 14: this loop has no `end`."}
                ),
            )
            ui.button("Mend", on_click=lambda: canvas.show(flow.graph()))


def hear(said: dict[str, Any], canvas: FlowCanvas, flow: Flow, log: Log) -> None:
    log.add(said)
    work = {"insert": insert, "move": move, "delete": delete, "drag": warn, "copy": copy}.get(said["do"])
    if work:
        work(said, canvas, flow)


def insert(said: dict[str, Any], canvas: FlowCanvas, flow: Flow) -> None:
    name = f"New {next(flow.new)}"
    flow.insert(said["place"], step(name, "A new step", "write", "pencil"))
    canvas.show(flow.graph())
    canvas.select([name])


def move(said: dict[str, Any], canvas: FlowCanvas, flow: Flow) -> None:
    for name in said["ids"]:
        if said["copy"]:
            where, index = flow.at(flow.address_of(name))
            flow.insert(said["place"], {**where[index], "step": f"{name} again"})
        else:
            flow.move(name, said["place"])
    canvas.show(flow.graph())


def delete(said: dict[str, Any], canvas: FlowCanvas, flow: Flow) -> None:
    for name in said["ids"]:
        flow.delete(name)
    canvas.show(flow.graph())


def warn(said: dict[str, Any], canvas: FlowCanvas, flow: Flow) -> None:
    if "Find contacts" in said["ids"]:
        canvas.amber({"For each>Send an email": "This would leave @found unset"})


def copy(said: dict[str, Any], canvas: FlowCanvas, flow: Flow) -> None:
    canvas.clipboard("steps: " + ", ".join(said["ids"]))


@ui.page("/code")
def code_page(dark: bool = False, locked: bool = False, early: bool = False) -> None:
    page("Code", dark)
    with ui.element("main").classes("host"):
        ui.element("h1").props("innerHTML=Code")
        with ui.element("div").classes("stage"):
            log = Log()
            desk = Desk(log, locked)
            if early:
                desk.put("# before anybody looked\n" + TEXT)


@ui.page("/tabs")
def tabs_page() -> None:
    """Both in tabs that are thrown away when they are left."""
    page("Tabs", False)
    flow = outbound()
    with ui.tabs() as tabs:
        ui.tab("Picture")
        ui.tab("Words")
    log = Log()
    with ui.tab_panels(tabs, value="Words", keep_alive=False).classes("stage").style("width:100vw;height:80vh"):
        with ui.tab_panel("Picture"), ui.element("div").style("position:relative;width:100%;height:70vh"):
            canvas = FlowCanvas(flow.graph(), lambda said: hear(said, canvas, flow, log))
        with ui.tab_panel("Words"), ui.element("div").style("position:relative;width:100%;height:70vh"):
            Desk(log, False)


class Desk:
    """Checks, completes and undoes in the simplest way that is not a pretence."""

    def __init__(self, log: Log, locked: bool) -> None:
        self.log, self.past = log, [TEXT]
        self.area = CodeArea(
            TEXT, self.changed, self.asked, self.key, WORDS, locked, lambda at: log.add({"caret": at}), self.fix
        )
        self.area.style("position:absolute;inset:0")
        self.check()
        with ui.element("div").style("position:absolute;right:8px;bottom:8px;z-index:9;display:flex;gap:8px"):
            ui.button(
                "Mark",
                on_click=lambda: self.area.mark_lines(
                    [
                        {"line": 3, "kind": "selected"},
                        {"line": 4, "kind": "added"},
                        {"line": 6, "kind": "assumed"},
                        {"line": 7, "kind": "removed"},
                    ]
                ),
            )
            ui.button("Above", on_click=lambda: self.put("# 😀 first line\n" + self.area.text))
            ui.button("Reveal", on_click=lambda: self.area.reveal(self.area.text.index("wait"), focus=True))
            ui.button("Text", on_click=lambda: log.add({"text": self.area.text}))
            ui.button("Guess", on_click=lambda: self.area.suggest(len(self.area.text), "notify me"))

    def put(self, text: str) -> None:
        self.area.set_text(text)
        self.check()

    def changed(self, text: str, edits: list[Edit], caret: int, kind: str) -> None:
        self.past.append(text)
        self.log.add({"text": text, "edits": [list(edit) for edit in edits], "caret": caret, "kind": kind})
        self.check()

    def check(self) -> None:
        """`wat` is no word; `days` after 3 is."""
        text = self.area.text
        at = text.find("wat ")
        self.area.set_findings(
            []
            if at < 0
            else [
                {
                    "from": at,
                    "to": at + 3,
                    "severity": "error",
                    "sentence": "`wat` is no word. Did you mean `wait`?",
                    "fixes": [{"title": "Write wait", "index": 0}],
                }
            ]
        )

    def fix(self, finding: int, fix: int) -> None:
        self.log.add({"fix": [finding, fix]})
        self.put(self.area.text.replace("wat ", "wait "))

    def asked(self, question: int, kind: str, pos: int) -> None:
        text = self.area.text
        self.log.add({"ask": kind, "pos": pos})
        if kind == "hover":
            start, end = pos, pos
            while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "._"):
                start -= 1
            while end < len(text) and (text[end].isalnum() or text[end] in "._"):
                end += 1
            return self.area.answer(
                question, {"from": start, "to": end, "text": f"`{text[start:end]}` is a word"} if end > start else None
            )
        start = pos
        while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "._@"):
            start -= 1
        items = [
            {
                "label": label,
                "detail": "a tool",
                "info": "Sends.",
                "edits": [
                    {"from": 0, "to": 0, "text": "use gmail\n"},
                    {"from": start, "to": pos, "text": f"{label}()"},
                ],
                "caret": start + len("use gmail\n") + len(label) + 1,
            }
            for label in LABELS
            if label.startswith(text[start:pos])
        ]
        return self.area.answer(question, {"from": start, "to": pos, "items": items})

    def key(self, key: str) -> None:
        self.log.add({"key": key})
        if key == "undo" and len(self.past) > 1:
            self.past.pop()
            self.put(self.past[-1])


def make_app() -> FastAPI:
    app = FastAPI()
    app.mount("/static", StaticFiles(directory=DIST))
    app.mount("/style", StaticFiles(directory=THEME.parent))
    ui.run_with(
        app,
        title="Components",
        language="en-US",
        tailwind=False,
        storage_secret="for tests",
        show_welcome_message=False,
    )
    return app


if __name__ == "__main__":
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(listener.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(make_app(), log_level="warning")).run(sockets=[listener])
