"""Words of the traditional script's pages never come from the Cyrillic catalogues."""

import re

import pytest
from django.utils.translation import gettext, override

CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@pytest.mark.parametrize(
    "word", ["Search", "Time", "Home", "Monday", "This field is required."]
)
def test_a_word_without_a_sourced_spelling_stands_in_chinese(word):
    with override("zh-hans"):
        chinese = gettext(word)
    with override("mn-mong"):
        assert gettext(word) == chinese
    assert not CYRILLIC.search(chinese)


def test_our_own_catalogue_comes_first():
    with override("mn-mong"):
        assert gettext("Ulanmuqi") == "ᠤᠯᠠᠭᠠᠨ ᠮᠥᠴᠢᠷ"
