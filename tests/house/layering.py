"""Who may import what: the table behind `test_layering.py`, one row per room, one per foreign library.

The reasons stand in `docs/tour.md` and `docs/decisions/0001-one-package.md`.
"""

from tests.house.sources import FRONT_DOOR

OURS: dict[str, tuple[str, ...]] = {
    "grammar": (),
    "dsl": ("grammar",),
    "compiler": ("dsl",),
    "interpreter": ("dsl", "compiler.ir"),
    "connectors": ("dsl",),
    "runtime": ("dsl", "compiler", "interpreter", "connectors", "copilot"),
    "copilot": ("dsl", "compiler"),
    "language": ("dsl", "compiler", "copilot"),
    "language_server": ("dsl", "language"),
    "api": ("dsl", "compiler", "copilot", "runtime.operations", "runtime.inbound", "runtime.observing"),
    "editor": ("dsl", "compiler", "copilot", "language", "runtime.operations", "runtime.log"),
    "templates": (),
    "sample": (),
}
"""What a room may import of ours, besides itself. The front door (`sayso/cli/`) may import all."""

EVERYWHERE = ("*",)

FOREIGN: dict[str, tuple[str, ...]] = {
    "msgspec": EVERYWHERE,
    "lark": ("dsl",),
    "re2": ("dsl",),
    "yaml": ("dsl",),
    "pydantic": ("runtime", "connectors", "copilot"),
    "pydantic_settings": ("runtime",),
    "sqlalchemy": ("runtime",),
    "aiosqlite": ("runtime",),
    "asyncpg": ("runtime",),
    "alembic": ("runtime",),
    "cryptography": ("runtime",),
    "huey": ("runtime",),
    "redis": ("runtime",),
    "structlog": ("runtime",),
    "prometheus_client": ("runtime",),
    "opentelemetry": ("runtime",),
    "openai": ("runtime",),
    "httpx2": ("runtime",),
    "litestar": ("api",),
    "nicegui": ("editor",),
    "fastapi": ("editor",),
    "uvicorn": ("api",),
    "uvloop": (FRONT_DOOR,),
    "pygls": ("language_server",),
    "lsprotocol": ("language_server",),
    "rich": (FRONT_DOOR,),
}
"""The home of every foreign library. One that is not named here has no home yet and may not be imported."""

STANDARD: dict[str, tuple[str, ...]] = {
    "sqlite3": ("connectors", "runtime"),
    "asyncio": ("runtime", "connectors", "api", "editor", "language_server", FRONT_DOOR),
    "subprocess": (FRONT_DOOR,),
}
"""Modules of the standard library that have a home."""

FORBIDDEN = ("pickle", "marshal", "shelve", "jinja2", "imp", "runpy", "code", "codeop", "httpx")
"""What nobody may import: it can run what a stranger wrote, or there is a better one."""

IMPURE = (
    "time", "random", "secrets", "uuid", "os", "sys", "io", "pathlib", "shutil", "tempfile", "glob", "socket", "ssl",
    "http", "urllib.request", "select", "selectors", "signal", "subprocess", "threading", "multiprocessing",
    "concurrent", "asyncio", "queue", "logging", "sqlite3", "ctypes",
)  # fmt: skip
"""What the pure rooms may not import: it knows the time, rolls dice, or touches the machine."""

CLOCKS = ("now", "today", "utcnow")
"""Methods of `datetime` and `date` that read the clock."""
