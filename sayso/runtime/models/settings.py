"""Which model writes drafts, read from the environment. Its key is looked up by the name of another variable."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from sayso.runtime.folder import WorkspaceProblem

OF: Final = {
    "SAYSO_MODEL": "model",
    "SAYSO_MODEL_URL": "url",
    "SAYSO_MODEL_KEY_FROM": "key_from",
    "SAYSO_MODEL_GRAMMAR": "grammar",
    "SAYSO_MODEL_TIMEOUT": "timeout",
    "SAYSO_MODEL_TOKENS": "tokens",
    "SAYSO_MODEL_PER_MINUTE": "per_minute",
}
"""Each variable, and the field it fills."""
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


class ModelSettings(BaseModel):
    """One endpoint that speaks the protocol of chat completions, and one of its models.

    `grammar`: how it is held to the language; `auto` tries custom tools, then a JSON schema, then neither. `timeout`:
    seconds for a whole answer with its repairs; `tokens`: the most that one answer may have.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\w.:/@ +-]+$")]
    url: Annotated[str, Field(max_length=500)] = "https://api.openai.com/v1"
    key_from: Annotated[str, Field(max_length=200)] = ""
    key: SecretStr = SecretStr("")
    grammar: Literal["auto", "tools", "guided", "schema", "plain"] = "auto"
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0
    tokens: Annotated[int, Field(ge=100, le=100_000)] = 8_000
    per_minute: Annotated[int, Field(ge=1, le=10_000)] = 20

    @field_validator("url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
            raise ValueError("is no address like https://api.example.com/v1")
        return url

    @model_validator(mode="after")
    def _key_stays_secret(self) -> "ModelSettings":
        parts = urlsplit(self.url)
        if self.key.get_secret_value() and parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError("`SAYSO_MODEL_URL` must begin with https:// where a key is sent, or the key could be read")
        return self


def model_settings(environment: Mapping[str, str]) -> ModelSettings | None:
    """The settings in the environment, None where no model is named; raises `WorkspaceProblem` with the first mistake.

    No sentence holds a value: one could be the key.
    """
    given: dict[str, Any] = {field: environment[name] for name, field in OF.items() if environment.get(name)}
    if "model" not in given:
        return None
    if key_from := given.get("key_from"):
        if not environment.get(key_from):
            raise WorkspaceProblem("The model's key is missing: what `SAYSO_MODEL_KEY_FROM` names is not set.")
        given["key"] = environment[key_from]
    try:
        return ModelSettings.model_validate(given)
    except ValidationError as problem:
        raise WorkspaceProblem(_sentence(problem)) from None


def _sentence(problem: ValidationError) -> str:
    first = problem.errors(include_url=False, include_input=False)[0]
    field = first["loc"][0] if first["loc"] else ""
    name = next((name for name, of in OF.items() if of == field), "")
    reason = first["msg"].removeprefix("Value error, ")
    return f"`{name}`: {reason}." if name else f"{reason}."
