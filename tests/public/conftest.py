"""The season of this folder, laid once a module, and a browser that reads it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.public import season as seasons
from tests.public.browsing import Browsing
from ulanmuqi.base import clock


@pytest.fixture(scope="module")
def season(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[seasons.Season]:
    """The clock stands at NOW while the module runs; nothing is left afterwards."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with (
        media,
        clock.frozen(seasons.NOW),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield seasons.lay()
        transaction.set_rollback(True)


@pytest.fixture
def browsing(chromium_browser: Any, season: seasons.Season, db: None) -> Iterator[Any]:
    """Opens a browser of its own on the season: `browsing(width=390).open("/")`.

    Whatever a page complains about, or asks of anybody else, fails the test.
    """
    opened: list[Browsing] = []

    def new(*, width: int = 1280, height: int = 900, **more: Any) -> Browsing:
        viewport = {"width": width, "height": height}
        opened.append(Browsing(chromium_browser, viewport=viewport, **more))
        return opened[-1]

    yield new
    for one in opened:
        one.close()
    assert [(one.strangers, one.complaints) for one in opened] == [([], [])] * len(
        opened
    )
