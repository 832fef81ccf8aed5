"""The Chinese catalogue as a copy editor reads it: marks and gaps, not meaning."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

_CHINESE = "[\u4e00-\u9fff]"


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    path = Path(settings.ROOT, "locale/zh_Hans/LC_MESSAGES/django.po")
    return [
        text
        for entry in polib.pofile(str(path))
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if text
    ]


def found(sentences: list[str], pattern: str) -> list[str]:
    return [text for text in sentences if re.search(pattern, text)]


def test_marks_after_chinese_are_full_width(sentences):
    assert found(sentences, rf"{_CHINESE}\s*[,;!?]|{_CHINESE}\.(?!\w)") == []
    # A clock time or an address may hold a colon; a sentence may not.
    assert found(sentences, rf"{_CHINESE}:(?!//)") == []


def test_no_gap_is_typed_between_chinese_and_latin(sentences):
    assert found(sentences, rf"{_CHINESE} +[A-Za-z0-9]|[A-Za-z0-9] +{_CHINESE}") == []


def test_titles_stand_in_round_marks(sentences):
    assert found(sentences, rf'"[^"<>=]*{_CHINESE}[^"<>=]*"|{_CHINESE}\'') == []


def test_the_middle_dot_is_one_character(sentences):
    assert found(sentences, "[•・‧∙⋅]") == []
    assert found(sentences, "学[^·]?创[^·]?演") == []
