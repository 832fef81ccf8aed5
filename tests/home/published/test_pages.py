"""Public pages as published bytes: what Django says, and not for one act longer."""

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from performances import scheduling
from performances.calendars import public_stamp
from performances.models import Performance, Showcase, gate
from performances.scheduling.publication import is_shown
from performances.views import performance
from tests.performances.calendars.published.conftest import asked
from tests.performances.calendars.published.test_current import soon
from troupes.models import TroupeMember
from ulanmuqi.base import clock, remembered
from ulanmuqi.home.models import NewsIndexPage, NewsPage, SiteDetails

pytestmark = pytest.mark.database

COOKIES = "sessionid=0123456789abcdef0123456789abcdef; csrftoken=" + "a" * 32


def paths(cast):
    show, venue = cast["show"], cast["show"].venue
    return {
        "home": "/",
        "schedule": "/schedule/",
        "english": "/en/schedule/",
        "show": f"/performances/{show.public_id}/",
        "venue": f"/venues/{venue.code}/",
        "region": "/regions/150100/",
        "changes": "/changes/",
        "subscribe": "/calendars/",
        "troupes": "/troupes/",
        "troupe": cast["page"].url,
        "works": "/works/",
        "work": f"/works/{cast['work'].code}/",
        "training": "/training/",
        "news": "/news/",
        "one_news": "/news/xiaxiang/",
        "showcases": "/showcases/",
        "showcase": "/showcases/xcy-2023/",
        "live": "/showcases/xcy-2023/live/",
    }


def test_every_page_is_kept_and_is_the_one_django_gives(cast, front, django):
    at = paths(cast)
    for name, path in at.items():
        for given in ({}, {"accept_encoding": "gzip", "cookie": COOKIES}):
            ours, theirs = asked(front, path, **given), asked(django, path, **given)
            assert ours == theirs, name
            assert ours.status == "200 OK", name
            assert "Set-Cookie" not in ours.headers, name
    assert len(front.store) == len(at)
    for path in (at["schedule"], at["news"]):
        etag = asked(front, path).etag
        for given in (
            {"method": "HEAD", "accept_language": "en"},
            {"if_none_match": etag},
            {"if_none_match": '"other"', "accept_encoding": "gzip"},
            {"if_modified_since": "Sun, 06 Nov 2093 08:49:37 GMT"},
            {"if_match": '"other"'},
        ):
            ours, theirs = asked(front, path, **given), asked(django, path, **given)
            assert (ours.status, ours.headers) == (theirs.status, theirs.headers), given
            if "method" not in given:
                assert ours.body == theirs.body, given


def test_an_unchanged_page_asks_neither_django_nor_the_database(
    cast, ask, front, django_assert_num_queries
):
    first = {path: ask(path, accept_encoding="gzip") for path in paths(cast).values()}
    front.django = None

    with django_assert_num_queries(0):
        for path, answer in first.items():
            assert ask(path, accept_encoding="gzip") == answer
            again = ask(path, accept_encoding="gzip", if_none_match=answer.etag)
            assert again.status == "304 Not Modified"
    page = gzip.decompress(first["/schedule/"].body).decode()
    assert "csrfmiddlewaretoken" not in page
    assert "nonce" not in page


# --- Every kind of write ------------------------------------------------------------


def fresh_page(page):
    return type(page).objects.get(pk=page.pk)


def saved(row, **facts):
    def act():
        fresh = type(row).objects.get(pk=row.pk)
        for name, value in facts.items():
            setattr(fresh, name, value)
        fresh.save()

    return act


def published(page, **words):
    def act():
        fresh = fresh_page(page)
        for name, value in words.items():
            setattr(fresh, name, value)
        fresh.save_revision().publish()

    return act


def writes(cast, announced):
    """In this order: a name, pages that show it, and the act."""
    show, troupe, work, news = (cast[key] for key in ("show", "troupe", "work", "news"))
    in_news = NewsIndexPage.objects.get(locale__language_code="zh-hans")
    details, _made = SiteDetails.objects.get_or_create(site=Site.objects.get())

    def fresh():
        return Performance.objects.get(pk=show.pk)

    def add_news():
        story = NewsPage(title="又下乡", slug="youxiaxiang", summary="又去了")
        in_news.add_child(instance=story)

    def restrict():
        PageViewRestriction.objects.create(page=news, restriction_type="login")

    def delay():
        scheduling.delay_showcase(
            Showcase.objects.get(), minutes=30, reason="大雪封路", decided_by="指挥部"
        )

    return [
        ("show announced", "home schedule region", lambda: announced(troupe, hours=60)),
        ("title", "schedule show english", lambda: scheduling.revise(
            fresh(), replace(scheduling.facts_of(fresh()), title="换了题目"),
            reason="改名", accept="测试",
        )),
        ("another hour", "schedule show changes", lambda: scheduling.move(
            fresh(), starts_at=show.starts_at + timedelta(hours=1),
            ends_at=show.ends_at + timedelta(hours=1), reason="路上有雪", accept="测试",
        )),
        ("T-zero", "home showcase showcases live", delay),
        ("cancelled", "schedule show venue changes troupe work", lambda: (
            scheduling.cancel(fresh(), reason="沙尘暴", decided_by="旗文旅局")
        )),
        ("venue renamed", "venue show", saved(show.venue, name="青城大剧院")),
        ("troupe renamed", "schedule troupes", saved(troupe, name="青山乌兰牧骑")),
        ("league renamed", "region schedule", saved(
            show.venue.region.league, name="青城市"
        )),
        ("work renamed", "work works", saved(work, title="盅碗舞")),
        ("member of a troupe", "troupe", lambda: (
            TroupeMember.objects.create(page=cast["page"], name="其其格")
        )),
        ("page published", "troupe", published(cast["page"], lead="新的话")),
        ("operator", "home", saved(details, operator="自治区文化和旅游厅")),
        ("news added", "news", add_news),
        ("news published", "one_news news", published(news, title="下牧区")),
        ("news taken off", "one_news news", lambda: fresh_page(news).unpublish()),
        ("news put back", "one_news news", published(news)),
        ("news restricted", "one_news news", restrict),
        ("restriction lifted", "one_news", lambda: (
            PageViewRestriction.objects.get().delete()
        )),
        ("page deleted", "troupe", lambda: fresh_page(cast["page"]).delete()),
    ]  # fmt: skip


def test_every_kind_of_write_is_seen_at_the_next_request(
    cast, front, django, announced
):
    at = paths(cast)
    for name, shown_on, act in writes(cast, announced):
        pages = shown_on.split()
        before = {page: asked(front, at[page]) for page in pages}
        act()
        for page in pages:
            told = asked(front, at[page])
            remembered.forget()
            theirs = asked(django, at[page])
            for answer in (told, theirs):
                answer.headers.pop("Expires", None)  # of a login: by the second
            assert told == theirs, (name, page)
            assert told != before[page], (name, page)


def test_a_draft_is_no_reason_to_render_a_page_anew(cast, ask):
    before, stamp = ask("/news/xiaxiang/"), public_stamp.version()
    page = fresh_page(cast["news"])
    page.title = "还没写完"
    page.save_revision()

    assert public_stamp.version() == stamp
    assert ask("/news/xiaxiang/") == before


def test_models_that_are_not_known_to_be_private_are_followed():
    """So are those somebody adds; what no page shows is named in `publication`."""
    shown = {model._meta.label for model in apps.get_models() if is_shown(model)}

    assert shown >= {
        "base.Picture",
        "home.HomePage",
        "home.NewsPage",
        "home.SiteDetails",
        "performances.ShowcasePage",
        "places.Region",
        "places.Venue",
        "troupes.Troupe",
        "troupes.TroupeMember",
        "troupes.TroupePage",
        "troupes.Work",
        "troupes.WorkCreator",
        "wagtailcore.Page",
        "wagtailcore.PageViewRestriction",
        "wagtailcore.Site",
        "wagtailredirects.Redirect",
    }
    assert not shown & {
        "auth.User",
        "sessions.Session",
        "performances.Booking",
        "troupes.Membership",
        "troupes.DutyContact",
        "wagtailcore.Revision",
        "wagtailcore.ReferenceIndex",
        "wagtailsearch.IndexEntry",
    }


def test_what_another_process_wrote_is_seen(cast, ask, other):
    path = paths(cast)["show"]
    before = ask(path)
    assert other.ask(path) == before
    scheduling.cancel(cast["show"], reason="沙尘暴")
    assert soon(lambda: other.ask(path) == ask(path) != before)
    other("rename", pk=cast["show"].pk, title="那边改的")

    assert soon(lambda: "那边改的" in ask(path).body.decode())


def test_a_page_somebody_wrote_into_meanwhile_is_rendered_again(
    cast, ask, front, monkeypatch
):
    """A writer between the first and the last row that a rendering reads."""
    path, seen = paths(cast)["show"], []
    told = performance.changes

    def interrupted(*given):
        if not seen:
            seen.append(1)
            scheduling.cancel(cast["show"], reason="沙尘暴")
        return told(*given)

    monkeypatch.setattr(performance, "changes", interrupted)
    first = ask(path).body.decode()
    monkeypatch.undo()

    assert "沙尘暴" in first
    assert "沙尘暴" in ask(path).body.decode()
    assert len(front.store) == 1


# --- By the clock -------------------------------------------------------------------


def test_the_clock_alone_changes_a_page_at_the_very_instant(
    cast, front, django, frozen_clock, announced, troupe
):
    """Before and at each instant at which something shown differs."""
    at, show = paths(cast), cast["show"]
    soon_told = announced(troupe, hours=200)
    with transaction.atomic(), gate.opened():
        soon_told.announced_at = frozen_clock.now + timedelta(hours=3)
        soon_told.save()
    t_zero = Showcase.objects.get().t_zero
    instants = [
        (soon_told.announced_at, "schedule region"),
        (clock.next_midnight(frozen_clock.now), "home"),
        (show.starts_at, "schedule show"),
        (show.starts_at + timedelta(minutes=30), "show"),  # the next item is on
        (show.ends_at, "schedule show"),
        (t_zero - timedelta(minutes=1), "live"),
        (t_zero, "showcase live"),
        (t_zero + timedelta(minutes=80), "showcase live"),
        (t_zero + timedelta(days=7), "home"),
    ]
    for instant, shown_on in instants:
        for page in shown_on.split():
            frozen_clock.set(instant - timedelta(seconds=1))
            before = asked(front, at[page]).body
            frozen_clock.set(instant)
            told = asked(front, at[page]).body
            assert told == asked(django, at[page]).body, (page, instant)
            assert told != before, (page, instant)


def test_a_page_is_there_once_its_hour_has_come(cast, ask, frozen_clock, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: frozen_clock.now)
    page = fresh_page(cast["news"])
    page.unpublish()
    page = fresh_page(page)
    page.go_live_at = frozen_clock.now + timedelta(hours=2)
    page.save_revision().publish()
    assert ask("/news/xiaxiang/").status == "404 Not Found"
    listed = ask("/news/")
    frozen_clock.set(page.go_live_at + timedelta(seconds=1))
    call_command("publish_scheduled")

    assert ask("/news/xiaxiang/").status == "200 OK"
    assert ask("/news/") != listed


# --- What is nobody else's ----------------------------------------------------------


def test_random_queries_cost_no_rendering_and_no_room(cast, ask, front, monkeypatch):
    at = paths(cast)
    for page in ("schedule", "show", "news", "works", "changes", "home", "live"):
        plain = ask(at[page])
        kept, behind = len(front.store), front.django
        monkeypatch.setattr(front, "django", None)
        for number in range(20):
            assert ask(f"{at[page]}?a{number}={number}&utm=x") == plain, page
        monkeypatch.setattr(front, "django", behind)
        assert len(front.store) == kept
    assert ask("/schedule/?when=never&genre=nothing&from=x") == ask("/schedule/")
    today = ask("/schedule/?utm=1&when=today&region=150100")
    assert today == ask("/schedule/?region=150100&when=today&x=y")
    assert today != ask("/schedule/")
    kept = len(front.store)
    assert "没有" in ask("/schedule/?q=nothing-like-it").body.decode()
    assert len(front.store) == kept


def test_a_restricted_page_is_never_kept(cast, ask, front):
    PageViewRestriction.objects.create(
        page=cast["news"], restriction_type="password", password="草原"
    )
    answer = ask("/news/xiaxiang/")

    assert "Cookie" in answer.headers["Vary"]
    assert "下乡" not in answer.body.decode()
    assert len(front.store) == 0


@pytest.mark.parametrize("cookie", [COOKIES, "sessionid=x; csrftoken=y"])
def test_a_made_up_cookie_is_not_answered_with_another(cast, django, cookie):
    """Nor by Django alone, where there is no front."""
    at = paths(cast)
    for path in (at["home"], at["show"], at["one_news"], at["works"]):
        answer = asked(django, path, cookie=cookie)
        assert "Set-Cookie" not in answer.headers, path
        assert answer.headers["Vary"] == "Accept-Encoding", path


def test_what_every_page_shows_stays_remembered_while_shows_change(cast, ask):
    ask("/schedule/")
    state = public_stamp.state_of_words()
    scheduling.cancel(cast["show"], reason="沙尘暴", decided_by="旗文旅局")
    assert public_stamp.state_of_words() == state
    saved(cast["troupe"], name="青山乌兰牧骑")()
    assert public_stamp.state_of_words() != state
