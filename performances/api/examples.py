"""Examples of whole records, put together from those of their fields."""

from typing import Any


class Examples:
    def __init__(self, schemas: dict[str, Any]) -> None:
        self.schemas = schemas

    def fill_pages(self) -> None:
        """The list of a page holds one record, as the record's own fields tell it."""
        for schema in self.schemas.values():
            items = schema["properties"].get("items")
            if items is not None:
                items["examples"] = [[self.of(items["items"])]]

    def of(self, schema: dict[str, Any]) -> Any:
        if "examples" in schema:
            return schema["examples"][0]
        if "$ref" in schema:
            return self.of(self.schemas[schema["$ref"].rsplit("/", 1)[-1]])
        return {name: self.of(field) for name, field in schema["properties"].items()}
