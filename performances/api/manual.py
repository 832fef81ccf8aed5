"""The OpenAPI document, laid out for the docs page."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from . import problems


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a field. `type` is in words; `record` leads to its own table."""

    name: str
    type: str
    record: str
    choices: tuple[str, ...]
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class Operation:
    anchor: str
    path: str
    summary: str
    description: str
    parameters: tuple[Row, ...]
    record: str
    is_list: bool
    address: str
    answer: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Record:
    name: str
    fields: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ProblemKind:
    slug: str
    status: int
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Manual:
    title: str
    description: str
    groups: tuple[Group, ...]
    records: tuple[Record, ...]
    problems: tuple[ProblemKind, ...]


def manual(document: dict[str, Any]) -> Manual:
    """Everything in the language of the document."""
    base = document["servers"][0]["url"]
    operations = [(methods["get"], path) for path, methods in document["paths"].items()]
    groups = [
        Group(
            tag["name"],
            tag["description"],
            tuple(
                _operation(found, path, base)
                for found, path in operations
                if tag["name"] in found["tags"]
            ),
        )
        for tag in document["tags"]
    ]
    return Manual(
        title=document["info"]["title"],
        description=document["info"]["description"],
        groups=tuple(groups),
        records=tuple(
            _record(name, schema)
            for name, schema in document["components"]["schemas"].items()
            if not _is_page(name)
        ),
        problems=tuple(
            ProblemKind(kind.slug, kind.status, str(kind.title), str(kind.detail))
            for kind in problems.KINDS
        ),
    )


def _operation(found: dict[str, Any], path: str, base: str) -> Operation:
    content = next(iter(found["responses"]["200"]["content"].values()))
    reference = _name(content["schema"]["$ref"])
    example = content["example"]
    is_list = _is_page(reference)
    return Operation(
        anchor=found["operationId"],
        path=path,
        summary=found["summary"],
        description=found["description"],
        parameters=tuple(
            _row(one["name"], one["schema"], one["description"], one["example"])
            for one in found["parameters"]
            if one["in"] != "header"
        ),
        record=_inside(reference) if is_list else reference,
        is_list=is_list,
        address=base + _tried(path, found["parameters"]),
        answer=json.dumps(example, ensure_ascii=False, indent=2),
    )


def _tried(path: str, parameters: list[dict[str, Any]]) -> str:
    """An address to try: with the example in the path, and two records a page."""
    for one in parameters:
        path = path.replace(f"{{{one['name']}}}", str(one["example"]))
    pages = any(one["name"] == "limit" for one in parameters)
    return f"{path}?limit=2" if pages else path


def _record(name: str, schema: dict[str, Any]) -> Record:
    fields = (
        _row(key, field, field["description"], field["examples"][0])
        for key, field in schema["properties"].items()
    )
    return Record(name, tuple(fields))


def _row(name: str, schema: dict[str, Any], description: str, example: Any) -> Row:
    alternatives = schema.get("anyOf", [schema])
    real = next(one for one in alternatives if one.get("type") != "null")
    items = real.get("items", real)
    return Row(
        name=name,
        type=_type(real, can_be_null=len(alternatives) > 1),
        record=_name(items["$ref"]) if "$ref" in items else "",
        choices=tuple(real.get("enum", [real["const"]] if "const" in real else [])),
        description=description,
        example="" if isinstance(example, dict | list) else _example(example),
    )


def _type(schema: dict[str, Any], *, can_be_null: bool) -> str:
    kind = schema.get("format") or schema.get("type", "object")
    words = {
        "string": _("text"), "integer": _("whole number"), "number": _("number"),
        "boolean": _("true or false"), "array": _("list"), "object": _("record"),
        "date": _("day"), "date-time": _("instant"), "uri": _("address"),
        "uuid": "UUID",
    }[kind]  # fmt: skip
    return f"{words} / null" if can_be_null else words


def _example(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _name(reference: str) -> str:
    return reference.rsplit("/", 1)[-1]


def _is_page(name: str) -> bool:
    return name.startswith("Page_") or name == "ChangesPage"


def _inside(name: str) -> str:
    return "Change" if name == "ChangesPage" else name.removeprefix("Page_").strip("_")
