"""A glossary for tests alone. Its texts are letters in a row, not words: nobody may
take them for Mongolian."""

from typing import Any

import pytest
from wagtail.models import Site

from tests import factories
from troupes.models import Membership
from ulanmuqi.base import clock
from ulanmuqi.home.models import GlossaryEntry, SiteDetails
from ulanmuqi.home.mongolian import glossary
from ulanmuqi.home.mongolian.words import WORDS

LETTERS = "ᠠᠡᠢᠣᠤᠥᠦᠨᠪᠬᠭᠮᠯᠰ"


def letters(number: int) -> str:
    """A made-up text of its own for each number."""
    base = len(LETTERS)
    return f"ᠲ{LETTERS[number // base % base]}ᠷ{LETTERS[number % base]}ᠳ"


@pytest.fixture
def banner(regions: dict[str, Any]) -> Any:
    return regions["152222"]


@pytest.fixture
def reader(banner: Any) -> Any:
    """Reads the script, for Hinggan League."""
    return factories.member("reader", Membership.Role.READER, region=banner.league)


@pytest.fixture
def test_glossary(banner: Any, troupe: Any) -> dict[str, str]:
    """Every word, the banner and its troupe, entered and checked; texts by key."""
    texts = {key: letters(number) for number, key in enumerate(WORDS)}
    rows = {glossary.key_of(row): row for row in (banner, troupe)}
    for number, (key, row) in enumerate(rows.items(), start=len(WORDS)):
        texts[key] = row.name_mn = row.checked_mn = letters(number)
        row.save(update_fields=["name_mn", "checked_mn"])
    GlossaryEntry.objects.bulk_create(
        GlossaryEntry(
            key=key,
            text="" if key in rows else text,
            source="测试",
            checked_text="" if key in rows else text,
            checked_by="测试读者",
            checked_at=clock.now(),
        )
        for key, text in texts.items()
    )
    return texts


@pytest.fixture
def open_page(test_glossary: dict[str, str], banner: Any) -> dict[str, str]:
    """The page stands for Horqin Right Middle Banner; gives the texts by key."""
    details = SiteDetails.for_site(Site.objects.get(is_default_site=True))
    details.mongolian_banner = banner
    details.save()
    return test_glossary
