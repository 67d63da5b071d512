"""A workspace's settings, kept in `workspace.toml`: read strictly, every mistake said in one plain sentence."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from zoneinfo import ZoneInfo

import msgspec
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from sayso.connectors.addresses import is_email
from sayso.connectors.catalogs import STAGES
from sayso.connectors.shape import Smtp
from sayso.dsl.catalog import Person, Policy
from sayso.runtime.folder import FILE, WorkspaceProblem

Name = Annotated[str, Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Strict(BaseModel):
    """Settings that take nothing they do not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _address(text: str) -> str:
    if not is_email(text):
        raise ValueError("is not an email address")
    return text


class PersonSettings(Strict):
    """Somebody who works here."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,40}$")]
    name: Name
    email: str
    roles: tuple[Name, ...] = ()
    phone: Annotated[str, Field(pattern=r"^(\+[0-9 ()/.-]{5,30})?$")] = ""

    _email = field_validator("email")(_address)

    def person(self) -> Person:
        """The same as catalogs hold it."""
        return Person(self.id, self.name, self.email, self.roles, self.phone)


OWN: Final = ("guard_days", "keep_days", "credits_per_month", "credits_from_day")
"""What of the policy the compiler need not know."""


class PolicySettings(Strict):
    """What the workspace allows. `connected` names services; nothing is connected at first."""

    allowed: tuple[Name, ...] | None = None
    sensitive: tuple[Name, ...] = ()
    connected: tuple[Name, ...] = ()
    credits_per_run: Count | None = None
    credits_per_month: Count | None = None
    credits_from_day: Annotated[int, Field(ge=1, le=28)] = 1
    runs_per_day: Count = 100
    emails_per_day: Count = 100
    guard_days: Annotated[int, Field(ge=0, le=365)] = 2
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 365

    def policy(self) -> Policy:
        """The same as catalogs hold it."""
        return Policy(**self.model_dump(exclude=set(OWN)))


class SmtpSettings(Strict):
    """The mail server. The password stays out of the file: `password_from` names an environment variable."""

    host: Name
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    user: Name | None = None
    password_from: Name | None = None
    security: Literal["starttls", "tls", "none"] = "starttls"
    timeout: Annotated[float, Field(gt=0, le=120)] = 20.0

    def smtp(self, environment: Mapping[str, str]) -> Smtp:
        """The same with its password looked up."""
        password = None
        if self.password_from is not None:
            password = environment.get(self.password_from)
            if password is None:
                raise WorkspaceProblem(f"The mail server's password is missing: `{self.password_from}` is not set.")
        return Smtp(self.host, self.port, self.user, password, self.security, self.timeout)


class Settings(Strict):
    """Everything in `workspace.toml`."""

    name: Name = "My workspace"
    zone: str = "UTC"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    owner: str = "me"
    sender: str | None = None
    stages: Annotated[tuple[Name, ...], Field(min_length=1)] = STAGES
    people: Annotated[tuple[PersonSettings, ...], Field(min_length=1)]
    practice: bool = False
    policy: PolicySettings = PolicySettings()
    smtp: SmtpSettings | None = None

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("is not a time zone; write it like Europe/Berlin") from None
        return name

    @field_validator("sender")
    @classmethod
    def _is_address(cls, text: str | None) -> str | None:
        return None if text is None else _address(text)

    @model_validator(mode="after")
    def _owner_works_here(self) -> "Settings":
        ids = [person.id for person in self.people]
        if len(set(ids)) != len(ids):
            raise ValueError("two people have the same `id`")
        if self.owner not in ids:
            raise ValueError(f"the owner `{self.owner}` is not among the people")
        return self

    @model_validator(mode="after")
    def _practice_alone(self) -> "Settings":
        """Nothing real stands beside practice connections: what is sent there goes nowhere, or everything does."""
        if self.practice and self.smtp is not None:
            raise ValueError("a practice workspace sends nothing: take `[smtp]` out, or say `practice = false`")
        if self.practice and self.policy.connected:
            raise ValueError(
                "a practice workspace has practice connections only: take `connected` out, or say `practice = false`"
            )
        return self


def read_settings(file: Path) -> Settings:
    """The settings in a file; raises `WorkspaceProblem` with the first mistake."""
    try:
        return settings_of(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError as problem:
        raise WorkspaceProblem(f"There is no workspace in `{file.parent}`.") from problem
    except UnicodeDecodeError as problem:
        raise WorkspaceProblem(f"`{FILE}` is not UTF-8.") from problem
    except tomllib.TOMLDecodeError as problem:
        raise WorkspaceProblem(f"`{FILE}` cannot be read: {problem}.") from problem


def settings_of(data: Mapping[str, Any]) -> Settings:
    """The settings in plain data; raises `WorkspaceProblem` with the first mistake."""
    try:
        return Settings.model_validate(dict(data))
    except ValidationError as problem:
        raise WorkspaceProblem(_sentence(problem)) from problem


def _sentence(problem: ValidationError) -> str:
    first = problem.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    reason = WORDS.get(first["type"]) or first["msg"].removeprefix("Value error, ")
    return f"`{FILE}`: `{place}` {reason}." if place else f"`{FILE}`: {reason}."


WORDS: Final = {
    "missing": "is missing",
    "extra_forbidden": "is not a setting Sayso knows",
    "string_type": "must be a text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "string_pattern_mismatch": "is not written as it must be",
}
"""How the commonest mistakes are said."""


def write_settings(file: Path, settings: Settings) -> None:
    """Write the settings so that they are read back the same; the file is replaced whole."""
    data = settings.model_dump(exclude_none=True)
    tables = {name: data.pop(name) for name in ("policy", "smtp") if name in data}
    people = data.pop("people")
    lines = [f"{name} = {_toml(value)}" for name, value in data.items()]
    for person in people:
        lines += ["", "[[people]]", *(f"{name} = {_toml(value)}" for name, value in person.items())]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
    draft = file.with_suffix(".new")
    draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(draft, file)


def _toml(value: object) -> str:
    """Texts, numbers and lists are written in TOML as in JSON."""
    return msgspec.json.encode(value).decode()
