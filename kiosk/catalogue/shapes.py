"""What every part of a catalogue's file is made of: strict models, words in two languages, names, levels."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from kiosk.core.person import IDENTITY_LEVEL_NAMES, IdentityLevel

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NAME = r"^[a-z0-9]+(_[a-z0-9]+)*$"


class Model(BaseModel):
    """Base: nothing unknown, nothing converted, nothing changed afterwards."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


def _or_a_string(schema: dict[str, Any]) -> None:
    table = dict(schema)
    schema.clear()
    schema.update({"anyOf": [{"type": "string", "minLength": 1}, table], "title": table.pop("title")})


class Words(Model):
    """A text of the item, in Chinese and perhaps in English. In a file a plain string is the Chinese text."""

    zh: Annotated[str, Field(min_length=1)]
    en: str | None = None

    model_config = ConfigDict(json_schema_extra=_or_a_string)

    @model_validator(mode="before")
    @classmethod
    def _plain_string(cls, value: Any) -> Any:
        return {"zh": value} if isinstance(value, str) else value

    def text(self, locale: str) -> str:
        """The text for a locale such as `zh_CN` or `en`; Chinese where there is no other."""
        return self.en if locale.startswith("en") and self.en is not None else self.zh


def _level(value: Any) -> Any:
    if isinstance(value, str) and value in IDENTITY_LEVEL_NAMES:
        return IDENTITY_LEVEL_NAMES[value]
    if isinstance(value, IdentityLevel):
        return value
    raise ValueError(f"one of {', '.join(IDENTITY_LEVEL_NAMES)}")


Level = Annotated[IdentityLevel, BeforeValidator(_level), WithJsonSchema({"enum": list(IDENTITY_LEVEL_NAMES)})]
ItemId = Annotated[str, Field(pattern=SLUG)]
LocalId = Annotated[str, Field(pattern=NAME)]
LocalIcon = Annotated[str, Field(pattern=SLUG)]
"""A name under assets/icons."""
