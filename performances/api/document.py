"""The OpenAPI document: what ninja knows of parameters and records, and what every
answer here has in common. In the active language; the same bytes every time."""

import json
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from . import answers, problems
from .addresses import ROOT
from .examples import Examples
from .limits import READS
from .service import VERSION, api

_TITLE = _("Open API of the Ulanmuqi performance schedule")
_ABOUT = _(
    "Everything the public may know of the schedule, to read by programs: no key, no "
    "cookie, from any site. Instants are in UTC, with the clock of the place beside "
    "them; names are in Chinese and, where known, in English; labels, sentences and "
    "errors follow Accept-Language (zh or en). Every field is always there, null when "
    "it is not known. New fields may be added to version 1, none is removed or changed "
    "in meaning. What the clock alone decides (on stage, over) is left to the reader, "
    "so that an unchanged answer stays the same bytes."
)
TAGS = {
    "Performances": _("What plays, where and when."),
    "Changes": _("What the public was told, and how to keep a copy up to date."),
    "Showcases": _("Shows that open in several cities at one instant."),
    "Troupes": _("The Ulanmuqi troupes."),
    "Works": _("What they made and play."),
    "Venues": _("Where they play, as far as the public may know."),
    "Regions": _("The autonomous region, leagues and banners."),
    "Entry": _("Where a program can begin."),
}
_TRANSLATED = frozenset({"description", "summary"})
_ASKING = (
    {
        "name": "Accept-Language",
        "in": "header",
        "required": False,
        "description": _(
            "The language of labels, sentences and errors: zh or en; Chinese for "
            "anything else."
        ),
        "schema": {"type": "string"},
        "example": "en",
    },
    {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "description": _(
            "The ETag of the answer you have: if nothing changed you get 304 and no "
            "body."
        ),
        "schema": {"type": "string"},
        "example": '"0a1b2c3d4e5f60718293a4b5c6d7e8f9"',
    },
)
_HEADERS = {
    "ETag": (_("The version of this answer."), '"0a1b2c3d4e5f60718293a4b5c6d7e8f9"'),
    "Cache-Control": (
        _("How long a copy may be used without asking."),
        f"public, max-age={answers.MAX_AGE}",
    ),
    "Vary": (_("What the answer depends on."), "Accept-Language, Accept-Encoding"),
    "Content-Language": (_("The language of labels and sentences."), "zh-Hans"),
    "Access-Control-Allow-Origin": (_("Any site may read this."), "*"),
    "RateLimit-Policy": (
        _("How many requests (q) one address may make in how many seconds (w)."),
        f'"{READS.name}";q={READS.most};w={READS.seconds}',
    ),
    "RateLimit": (
        _("How many are left (r), and in how many seconds the count begins anew (t)."),
        f'"{READS.name}";r=599;t=42',
    ),
    "Link": (
        _('The next page, as rel="next"; absent on the last.'),
        f'<https://ulanmuqi.example{ROOT}/performances?cursor=Vq3k2m8s>; rel="next"',
    ),
    "Retry-After": (_("How many seconds to wait."), "42"),
    "Allow": (_("What can be done here."), answers.METHODS),
}
_ALWAYS = ("Vary", "Content-Language", "Access-Control-Allow-Origin", "Cache-Control")
_COUNTED = ("RateLimit-Policy", "RateLimit")
# Absent where requests cannot be counted, and on the last page.
_SOMETIMES = frozenset({*_COUNTED, "Link"})


def document() -> dict[str, Any]:
    """A plain dictionary, with every description in the active language."""
    made = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{ROOT}/")))
    made["info"] = {
        "title": gettext(_TITLE),
        "version": VERSION,
        "description": _ABOUT,
    }
    made["servers"] = [{"url": settings.BASE_URL}]
    made["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    schemas = made["components"]["schemas"]
    # What a list takes is told by its parameters.
    for name in [name for name in schemas if name.endswith("Asked")]:
        del schemas[name]
    schemas["Problem"], schemas["FieldProblem"] = _problem_schemas()
    for schema in schemas.values():
        # The docstring of a class speaks to us.
        schema.pop("description", None)
    made["components"]["headers"] = {
        name: {
            "description": text,
            "required": name not in _SOMETIMES,
            "schema": {"type": "string"},
            "example": example,
        }
        for name, (text, example) in _HEADERS.items()
    }
    made["components"]["responses"] = {"unchanged": _unchanged()} | {
        kind.slug: _refusal(kind) for kind in problems.KINDS
    }
    examples = Examples(schemas)
    examples.fill_pages()
    for path, methods in made["paths"].items():
        for operation in methods.values():
            _complete(operation, examples, is_list="{" not in path)
    return _translated(_untitled(made))


def _problem_schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    schema = problems.Problem.model_json_schema(
        ref_template="#/components/schemas/{model}", mode="serialization"
    )
    return schema, schema.pop("$defs")["FieldProblem"]


def _complete(operation: dict[str, Any], examples: Examples, *, is_list: bool) -> None:
    named = [_parameter(one) for one in operation["parameters"]]
    operation["parameters"] = [*named, *({**one} for one in _ASKING)]
    good = operation["responses"]["200"]
    good["description"] = _("The record, or a page of records.")
    content = good["content"][answers.JSON]
    content["example"] = examples.of(content["schema"])
    paged = ("Link",) if is_list and len(named) > 1 else ()
    good["headers"] = _headers("ETag", *_ALWAYS, *_COUNTED, *paged)
    shared = {"304": "unchanged"} | {
        str(kind.status): kind.slug for kind in problems.KINDS
    }
    operation["responses"] = {"200": good} | {
        status: {"$ref": f"#/components/responses/{name}"}
        for status, name in shared.items()
    }


def _unchanged() -> dict[str, Any]:
    return {
        "description": _("Nothing changed since the ETag you sent."),
        "headers": _headers("ETag", *_ALWAYS, *_COUNTED),
    }


def _parameter(found: dict[str, Any]) -> dict[str, Any]:
    """As OpenAPI has it: one example, and no null, which no query can say."""
    schema = found["schema"]
    alternatives = schema.pop("anyOf", [])
    for alternative in alternatives:
        if alternative.get("type") != "null":
            schema.update(alternative)
    found["example"] = schema.pop("examples", found.pop("examples", [None]))[0]
    found.pop("examples", None)
    schema.pop("description", None)
    return found


def _refusal(kind: problems.Kind) -> dict[str, Any]:
    needed = {"too-many": ("Retry-After",), "unavailable": ("Retry-After",)}
    needed["method"] = ("Allow",)
    errors = []
    if kind is problems.PARAMETERS:
        errors = [{"parameter": "limit", "detail": "…"}]
    return {
        "description": str(kind.title),
        "headers": _headers(*needed.get(kind.slug, ()), *_ALWAYS, *_COUNTED),
        "content": {
            problems.CONTENT_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": {
                    "type": problems.address(kind),
                    "title": str(kind.title),
                    "status": kind.status,
                    "detail": str(kind.detail),
                    "errors": errors,
                },
            }
        },
    }


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _untitled(part: Any) -> Any:
    """Without the titles pydantic makes of names: they say nothing more."""
    if isinstance(part, list):
        return [_untitled(one) for one in part]
    if not isinstance(part, dict):
        return part
    is_schema = isinstance(part.get("title"), str) and (
        {"type", "$ref", "anyOf", "enum", "const", "properties"} & part.keys()
    )
    return {
        key: _untitled(value)
        for key, value in part.items()
        if not (is_schema and key == "title")
    }


def _translated(part: Any) -> Any:
    if isinstance(part, list):
        return [_translated(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: gettext(value)
        if key in _TRANSLATED and isinstance(value, str) and value
        else _translated(value)
        for key, value in part.items()
    }
