"""The OpenAPI document says everything, in both languages, and its page too."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from performances.api.document import document
from performances.api.schemas import changes as changes_schema
from performances.api.schemas import performances as performances_schema
from performances.api.schemas import places, problem, repertoire
from performances.api.schemas.told import Record

CHINESE = re.compile(r"[\u4e00-\u9fff]")
GUIDE = Path(__file__).resolve().parents[3] / "docs" / "api.md"


@pytest.fixture(params=["en", "zh-hans"])
def made(request: Any) -> Iterator[dict[str, Any]]:
    with translation.override(request.param):
        yield document() | {"language": request.param}


def operations(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in made["paths"].items():
        for found in methods.values():
            yield path, found


def test_every_parameter_and_field_has_a_meaning_and_an_example(made: Any) -> None:
    bare = []
    for path, operation in operations(made):
        for one in operation["parameters"]:
            if not one.get("description") or "example" not in one:
                bare.append(f"{path} {one['name']}")
    for name, schema in made["components"]["schemas"].items():
        for field, facts in schema["properties"].items():
            if not facts.get("description") or len(facts.get("examples", [])) != 1:
                bare.append(f"{name}.{field}")
        assert set(schema["required"]) == set(schema["properties"]), name
    assert bare == []


def test_every_answer_is_described(made: Any) -> None:
    statuses = "200 304 400 404 405 412 422 429 500 503".split()
    for path, operation in operations(made):
        assert list(operation["responses"]) == statuses, path
        assert operation["summary"]
        assert operation["description"]
        headers = operation["responses"]["200"]["headers"]
        assert "ETag" in headers
        assert ("Link" in headers) == (operation["operationId"].startswith("list"))
    parts = made["components"]
    for response in parts["responses"].values():
        assert response["description"]
    for header in parts["headers"].values():
        assert header["description"]
        assert header["example"]


def test_every_meaning_is_told_in_the_language_asked_for(made: Any) -> None:
    def texts(part: Any) -> Iterator[str]:
        if isinstance(part, list):
            for one in part:
                yield from texts(one)
        elif isinstance(part, dict):
            for key, value in part.items():
                if key in ("description", "summary") and isinstance(value, str):
                    yield value
                yield from texts(value)

    told = list(
        texts({key: made[key] for key in ("info", "paths", "components", "tags")})
    )
    is_chinese = made["language"] == "zh-hans"
    assert len(told) > 250
    assert [text for text in told if bool(CHINESE.search(text)) != is_chinese] == []


@pytest.mark.parametrize(
    "record",
    [
        performances_schema.Performance, performances_schema.Showcase, places.Region,
        places.Venue, places.Place, repertoire.Troupe, repertoire.Work,
        changes_schema.Change, problem.Problem,
    ],
)  # fmt: skip
def test_examples_are_records(record: type[Record]) -> None:
    facts = {name: field.examples[0] for name, field in record.model_fields.items()}
    record.model_validate(facts)


@pytest.mark.django_db
def test_the_page_for_people(visitor: Any) -> None:
    english = visitor.get("/api/v1/docs?lang=en")
    chinese = visitor.get("/api/v1/docs")
    text = english.content.decode()

    assert english["Content-Language"] == "en"
    assert chinese["Content-Language"] == "zh-Hans"
    assert 'lang="zh-Hans"' in chinese.content.decode()
    for problem_kind in ("not-found", "parameters", "too-many"):
        assert f'id="problem-{problem_kind}"' in text
    for target in re.findall(r'href="#([^"]+)"', text):
        assert f'id="{target}"' in text
    fetched = re.findall(r'(?:src|href)="(https?:[^"]+)"', text)
    assert fetched == []
    assert "'self'" in english["Content-Security-Policy"]
    by_header = visitor.get("/api/v1/docs", headers={"Accept-Language": "en"})
    assert by_header.content == english.content


@pytest.mark.django_db
def test_the_commands_of_the_guide_work(visitor: Any, season: Any) -> None:
    """Each curl line of docs/api.md, with this season's names put in."""
    names = {
        "a7k3m9pz": season["plain"].public_id,
        "ulanhot-theatre": season["plain"].venue.code,
    }
    lines = re.findall(r"^curl (.+)$", GUIDE.read_text(), re.M)
    assert len(lines) >= 8
    for line in lines:
        for example, real in names.items():
            line = line.replace(example, real)
        address = re.search(r"'https://ulanmuqi\.example(/[^']*)'", line)
        sent = dict(re.findall(r"-H '([^:']+): ([^']*)'", line))
        assert address, line
        answer = visitor.get(address[1], headers=sent)
        assert answer.status_code in (200, 304), line
        if answer.content and "json" in answer["Content-Type"]:
            json.loads(answer.content)
