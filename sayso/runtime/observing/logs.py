"""Log lines, set up once per process: JSON, or readable on a terminal; secrets taken out last, of every line.

What libraries say through `logging` goes the same way.
"""

import logging
import sys
from contextlib import AbstractContextManager
from typing import Any, Final, TextIO

import structlog
from structlog.types import Processor

from sayso.runtime.observing.redacting import Redactor

FIELDS: Final = ("workspace", "flow", "run", "lane")
"""What a line says of where it comes from."""
_QUIET: Final = ("uvicorn.access", "uvicorn.error", "httpx2", "httpcore2", "asyncio", "aiosqlite", "huey", "alembic")
"""Libraries that tell of each request; only their warnings are kept. Addresses may hold secrets."""


def configure(
    redactor: Redactor, stream: TextIO | None = None, readable: bool | None = None, level: str = "INFO"
) -> None:
    """Set up the process's log, to standard error if no stream is given. `readable` None: readable on a terminal, JSON
    elsewhere. Calling again replaces it."""
    pretty = (stream or sys.stderr).isatty() if readable is None else readable
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    last: Processor = structlog.dev.ConsoleRenderer(colors=pretty) if pretty else structlog.processors.JSONRenderer()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redactor, last],
    )
    _hand_over(stream, formatter, level)


class _StandardError(logging.Handler):
    """Writes to whatever standard error is when there is something to write."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        print(self.format(record), file=sys.stderr)


def _hand_over(stream: TextIO | None, formatter: logging.Formatter, level: str) -> None:
    """Make ours the only handler of the process."""
    handler = logging.StreamHandler(stream) if stream is not None else _StandardError()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def log(name: str = "sayso") -> structlog.stdlib.BoundLogger:
    """A log to write to: `log().info("run ended", state="completed")`"""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger


def within(**fields: Any) -> AbstractContextManager[None]:
    """Name where the lines written inside come from: `with within(workspace=…, flow=…, run=…, lane=…):`"""
    return structlog.contextvars.bound_contextvars(**{name: value for name, value in fields.items() if value})
