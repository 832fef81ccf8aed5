"""How a field of a record is declared: with its meaning and an example, always."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Made once, from public values, and never changed."""

    model_config = ConfigDict(frozen=True)


def told(description: str, example: Any, **rules: Any) -> Any:
    """A field without a default: records leave nothing out."""
    return Field(description=description, examples=[example], **rules)


def link(description: str, path: str) -> Any:
    """An absolute address; the example stands at the house's example host."""
    example = f"https://ulanmuqi.example{path}"
    return told(description, example, json_schema_extra={"format": "uri"})
