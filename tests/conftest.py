"""The cast and the stage every test may use."""

import functools
import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests import chromium, factories, head_start, pristine
from troupes.models import Membership, Troupe
from ulanmuqi.base import clock, remembered
from ulanmuqi.places.models import Region, Venue

Role = Membership.Role

# The founding showcase lies 19 days ahead: 1 November 2023, 08:00 in Beijing.
LONG_BEFORE = datetime(2023, 11, 1, tzinfo=UTC)

# How long a browser test waits for what it expects to see, on a busy machine too.
PATIENCE_MS = 20_000

# Everywhere what Hypothesis does by itself where it knows a CI: the same examples in
# every run, and none is wrong for being slow on a busy machine. The profile "default"
# (--hypothesis-profile) looks for new ones.
hypothesis.settings.load_profile("ci")

# Run after the one on SQLite, each on what is marked for it (tests/legs.py).
SMALLER_LEGS = ("database", "browser")

_snapshot = pytest.StashKey[pristine.Snapshot]()
_blocker = pytest.StashKey[Any]()


# --- The database ------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite starts from the file that was put in place; see `head_start`."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    wanted = connection.settings_dict["TEST"]
    if connection.vendor != "sqlite":
        wanted["TEMPLATE"] = os.environ.get(head_start.TEMPLATE)
        yield
        return
    own = Path(wanted["NAME"])
    head_start.copy_to(own)
    yield
    head_start.remove(own)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> None:
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            head_start.keep()
        pristine.know_content_types()
        request.config.stash[_snapshot] = pristine.take()
    request.config.stash[_blocker] = django_db_blocker


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Any:
    """After the fixtures are gone, and the flush with them, the tree comes back."""
    snapshot = item.config.stash.get(_snapshot, None)
    if snapshot is None:
        return (yield)
    flushed: list[str] = []
    try:
        if not pristine.was_flushed(item):
            return (yield)
        with pristine.quick_flush() as flushed:
            return (yield)
    finally:
        if nextitem is not None:
            with item.config.stash[_blocker].unblock():
                if flushed:
                    pristine.restore(snapshot, emptied=True)
                pristine.forget_counts()


@pytest.fixture(autouse=True)
def _no_leftovers() -> Iterator[None]:
    """Cached answers of one test are no facts for the next."""
    yield
    cache.clear()
    remembered.forget()


@functools.cache
def _has_tests_of(leg: str, file: Path) -> bool:
    return f"mark.{leg}" in file.read_text()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The smaller legs import no file without a test of theirs."""
    leg = config.option.markexpr
    if leg not in SMALLER_LEGS or not collection_path.match("test_*.py"):
        return None
    return not _has_tests_of(leg, collection_path) or None


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays; looking through it over and over costs a tenth."""
    for item in session.items:
        for leg in SMALLER_LEGS:
            if item.get_closest_marker(leg) and not _has_tests_of(leg, item.path):
                raise pytest.UsageError(f"{item.nodeid} is marked elsewhere: {leg}")
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


# --- The clock ---------------------------------------------------------------------


class StoppedClock:
    """The product's one clock, stopped; every thread of the process sees it."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    @property
    def now(self) -> datetime:
        return clock.now()

    def set(self, at: datetime) -> None:
        clock.freeze(at)

    def forward(self, **amount: float) -> datetime:
        """Moves on by hours=…, minutes=…, days=… and returns the new instant."""
        self.set(clock.now() + timedelta(**amount))
        return clock.now()


@pytest.fixture
def frozen_clock() -> Iterator[StoppedClock]:
    """Stops the clock at 1 November 2023, 08:00 in Beijing; `set` and `forward` it."""
    with clock.frozen(LONG_BEFORE):
        yield StoppedClock(LONG_BEFORE)


# --- Places and troupes --------------------------------------------------------------


@pytest.fixture
def regions(db: None) -> dict[str, Region]:
    """The three cities of the founding showcase, two banners of each, by code."""
    codes = [
        "150000",
        *("150100", "150105", "150121"),
        *("152200", "152201", "152222"),
        *("150800", "150802", "150824"),
    ]
    return factories.regions(codes)


@pytest.fixture
def hohhot_venue(regions: dict[str, Region]) -> Venue:
    return factories.venue("150105")


@pytest.fixture
def hinggan_venue(regions: dict[str, Region]) -> Venue:
    return factories.venue("152201")


@pytest.fixture
def bayannur_venue(regions: dict[str, Region]) -> Venue:
    return factories.venue("150802")


@pytest.fixture
def private_venue(regions: dict[str, Region]) -> Venue:
    """A school nobody outside may find; its name occurs nowhere else."""
    return factories.venue(
        "152222",
        name="隐名小学礼堂",
        name_en="Unguessable School Hall",
        address="隐名路9号",
        public_precision=Venue.PublicPrecision.BANNER,
    )


@pytest.fixture
def troupe(regions: dict[str, Region]) -> Troupe:
    """At home in Horqin Right Middle Banner, in Hinggan."""
    return factories.troupe("152222", code="keyouzhongqi")


@pytest.fixture
def other_troupe(regions: dict[str, Region]) -> Troupe:
    """At home in Urad Middle Banner, in Bayannur."""
    return factories.troupe("150824", code="wulatezhongqi")


# --- The cast ----------------------------------------------------------------------


@pytest.fixture
def coordinator(db: None) -> Any:
    """Coordinates the whole autonomous region."""
    return factories.member("coordinator", Role.COORDINATOR)


@pytest.fixture
def hinggan_coordinator(regions: dict[str, Region]) -> Any:
    """Coordinates Hinggan League and nothing else."""
    return factories.member(
        "hinggan-coordinator", Role.COORDINATOR, region=regions["152200"]
    )


@pytest.fixture
def page_editor(db: None) -> Any:
    """Writes pages for the whole region and moves no show."""
    return factories.member("page-editor", Role.EDITOR)


@pytest.fixture
def troupe_leader(troupe: Troupe) -> Any:
    return factories.member("troupe-leader", Role.TROUPE_LEADER, troupe=troupe)


@pytest.fixture
def troupe_editor(troupe: Troupe) -> Any:
    return factories.member("troupe-editor", Role.TROUPE_EDITOR, troupe=troupe)


@pytest.fixture
def other_troupe_editor(other_troupe: Troupe) -> Any:
    """The stranger: the same role in another league."""
    return factories.member("other-editor", Role.TROUPE_EDITOR, troupe=other_troupe)


@pytest.fixture
def troupe_member(troupe: Troupe) -> Any:
    """May read what the troupe does, and change nothing."""
    return factories.member("troupe-member", Role.MEMBER, troupe=troupe)


@pytest.fixture
def venue_contact(hinggan_venue: Venue) -> Any:
    return factories.member("venue-contact", Role.VENUE, venue=hinggan_venue)


@pytest.fixture
def outsider(db: None) -> Any:
    """Has a login and no membership."""
    return factories.user("outsider")


@pytest.fixture
def visitor() -> Client:
    """A browser without any cookie."""
    return Client()


@pytest.fixture
def as_user() -> Callable[[Any], Client]:
    """A client logged in as the given user: `as_user(coordinator).get(…)`."""

    def logged_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in


# --- The browser -------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Any]:
    """A real Chromium; the test is skipped, with the reason, where there is none."""
    path = chromium.find()
    if path is None:
        pytest.skip(chromium.ABSENT)
    # Playwright keeps an event loop running in this thread, which Django takes for
    # asynchronous code; the fixtures below it talk to the database as ever.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(chromium_browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page of its own browser context: `new_page(width=390).goto("/")`.

    Addresses are relative to the live server. What the page's console or scripts
    complain about fails the test, unless it asks `complaints_fail=False`.
    """
    contexts: list[Any] = []
    complaints: list[str] = []

    def heard(complaint: str) -> None:
        # A cross-fade that Chromium skips, on the way to a page without one.
        if "ViewTransition" not in complaint:
            complaints.append(complaint)

    def opened(
        *,
        width: int = 1280,
        height: int = 900,
        complaints_fail: bool = True,
        **more: Any,
    ) -> Any:
        context = chromium_browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **more,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        if complaints_fail:
            page.on("pageerror", lambda error: heard(str(error)))
            page.on(
                "console",
                lambda message: (
                    heard(message.text) if message.type == "error" else None
                ),
            )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def logged_in_page(
    new_page: Callable[..., Any], live_server: Any
) -> Callable[..., Any]:
    """As `new_page`, with the session of a user: `logged_in_page(coordinator)`."""

    def opened(user: Any, **more: Any) -> Any:
        client = Client()
        client.force_login(user)
        page = new_page(**more)
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )
        return page

    return opened
