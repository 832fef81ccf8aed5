"""Codes are short, ASCII, and made from what an editor typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ulanmuqi.base.codes import pinyin_slug, random_code, validate_code


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("苏尼特右旗", "su-ni-te-you-qi"),
        ("Sunite Youqi", "sunite-youqi"),
        ("《牧场上的歌》2026", "mu-chang-shang-de-ge-2026"),
        ("——", ""),
        ("ᠤᠯᠠᠭᠠᠨ", ""),
    ],
)
def test_pinyin(text, slug):
    assert pinyin_slug(text) == slug


@given(st.text(max_size=200), st.integers(min_value=1, max_value=60))
def test_any_text_gives_a_valid_code_or_nothing(text, limit):
    slug = pinyin_slug(text, limit=limit)
    assert len(slug) <= limit
    if slug:
        validate_code(slug)


def test_random_codes_have_no_letter_that_can_be_misread():
    codes = {random_code() for _index in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"[2-9a-hjkmnp-z]{8}", code) for code in codes)
