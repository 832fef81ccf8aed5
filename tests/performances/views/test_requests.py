"""Asking for a show on the site: cookieless, bounded, doubted where it must be."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from performances.models import Request, RequestSettings
from performances.scheduling.facts import ItemFacts
from performances.scheduling.request_following import token_of
from tests import factories
from tests.performances.requests_form import Sent, own_page, sender, stamp_of
from tests.performances.requests_season import PHONE, day
from troupes.models import Troupe

pytestmark = pytest.mark.django_db

State = Request.State


@pytest.fixture(autouse=True)
def _stopped(frozen_clock: Any, regions: dict[str, Any], troupe: Troupe) -> None:
    """1 November 2023; Horqin Right Middle Banner has its troupe."""


@pytest.fixture
def send(visitor: Client, frozen_clock: Any) -> Sent:
    return sender(visitor, frozen_clock)


# --- Asking ---------------------------------------------------------------------------


def test_what_is_sent_arrives_and_leads_to_a_page_of_its_own(
    visitor: Client, send: Sent, troupe: Troupe
) -> None:
    answer = send()
    html = own_page(visitor, answer)
    row = Request.objects.get()
    assert (row.state, row.troupe) == (State.RECEIVED, troupe)
    assert (row.place_name, row.audience, row.setting) == ("隐名嘎查", 180, "open_air")
    assert row.spoken_number in html
    assert "月中，看天气" in html
    # Whoever reads over a shoulder learns neither name nor number.
    assert "隐名乡亲" not in html
    assert PHONE not in html
    assert "5432" in html


def test_neither_page_sets_a_cookie_and_nobody_keeps_them(
    visitor: Client, send: Sent
) -> None:
    answer = send()
    own = visitor.get(answer.url)
    for page in (
        visitor.get("/requests/"),
        answer,
        own,
        visitor.get("/requests/find/"),
    ):
        assert not page.cookies
        assert "no-store" in page["Cache-Control"]
        assert "Cookie" not in page.get("Vary", "")
    assert own["Referrer-Policy"] == "no-referrer"
    assert "noindex" in own["X-Robots-Tag"]
    assert not visitor.cookies


def test_the_same_form_twice_is_one_request(visitor: Client, send: Sent) -> None:
    stamp = stamp_of(visitor.get("/requests/").content.decode())
    first = send(stamp=stamp)
    again = send(stamp=stamp, place_name="别处")
    assert again.url.replace("again", "sent") == first.url
    assert Request.objects.count() == 1
    assert "没有送第二份" in own_page(visitor, again)


def test_what_is_missing_is_told_at_its_field_and_nothing_typed_is_lost(
    send: Sent,
) -> None:
    answer = send(place_name="", contact_phone="12", note="要有好来宝", audience="很多")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert {"place_name", "audience"} <= set(answer.context["form"].errors)
    assert "要有好来宝" in html
    assert "很多" in html
    assert 'aria-invalid="true"' in html
    assert not Request.objects.exists()


def test_every_fault_is_told_in_one_go_with_a_way_to_its_field(send: Sent) -> None:
    answer = send(
        place_name="", contact_name="", contact_phone="12", audience="很多",
        window_from=day(9).isoformat(), window_until=day(200).isoformat(),
    )  # fmt: skip
    form, html = answer.context["form"], answer.content.decode()
    faults = {"place_name", "contact_name", "contact_phone", "audience", "window_until"}
    assert set(form.errors) == faults
    for name in faults:
        assert f'href="#id_{name}"' in html
    days = send(window_from=day(-9).isoformat(), window_until=day(-2).isoformat())
    assert list(days.context["form"].errors) == ["window_until"]
    # What only the words say is read although something else is wrong.
    both = send(
        contact_phone="12", when_words="12月中旬", window_from="", window_until=""
    )
    assert list(both.context["form"].errors) == ["contact_phone"]
    assert "我们理解成2023年12月11日–20日" in both.content.decode()
    assert 'value="2023-12-11"' in both.content.decode()
    assert not Request.objects.exists()


def test_days_are_read_from_the_words_and_shown_once_more(send: Sent) -> None:
    answer = send(when_words="12月中旬，看天气", window_from="", window_until="")
    html = answer.content.decode()
    assert 'value="2023-12-11"' in html
    assert 'value="2023-12-20"' in html
    # A question, and no error.
    assert "您说的是2023年12月11日–20日，对吗？" in html
    assert 'role="alert"' not in html
    assert "aria-invalid" not in html
    assert not Request.objects.exists()
    assert send(when_words="牧闲时", window_from="", window_until="").status_code == 200
    assert not Request.objects.exists()


def test_from_the_page_of_a_troupe_a_venue_or_a_region_the_place_is_filled_in(
    visitor: Client, send: Sent, other_troupe: Troupe, private_venue: Any
) -> None:
    hall = factories.venue("152222", name="文化馆")
    html = visitor.get(f"/requests/?venue={hall.code}").content.decode()
    assert 'value="文化馆"' in html
    own_page(visitor, send(f"/requests/?troupe={other_troupe.code}"))
    row = Request.objects.get()
    # The banner's own troupe has it first; whom they wished for is known.
    assert row.troupe != other_troupe
    assert row.wished_troupe == other_troupe
    secret = visitor.get(f"/requests/?venue={private_venue.code}").content.decode()
    assert private_venue.name not in secret
    for page in ("/regions/152222/", f"/venues/{hall.code}/"):
        assert "请他们来演" in visitor.get(page).content.decode()


def test_from_a_leagues_page_its_banners_alone_are_offered(
    visitor: Client, send: Sent
) -> None:
    def offered(query: str) -> set[str]:
        form = visitor.get(f"/requests/{query}").context["form"]
        return {row.code for row in form.fields["region"].offer.by_key.values()}

    assert {code[:4] for code in offered("?region=152200")} == {"1522"}
    assert offered("?region=150000") == offered("?region=999999") == offered("")
    html = visitor.get("/requests/?region=152200").content.decode()
    assert "这里只列出兴安盟的旗县" in html
    own_page(visitor, send("/requests/?region=152200"))


def test_works_stand_by_who_made_them_nearest_first_and_only_those_still_played(
    visitor: Client, troupe: Troupe, other_troupe: Troupe
) -> None:
    leagues = factories.troupe("152200")
    far, near, own = (factories.work(one) for one in (other_troupe, leagues, troupe))
    old = factories.work(troupe)
    factories.performance(
        troupes=(troupe,), starts_at=factories.evening(-4 * 365),
        programme=(ItemFacts(work=old),),
    )  # fmt: skip
    groups = visitor.get("/requests/?region=152222").context["form"]["work"]
    choices = groups.field.offer.choices
    assert [name for name, _rows in choices[1:]] == [
        troupe.display_name, leagues.display_name,
    ]  # fmt: skip
    offered = set(groups.field.offer.by_key)
    assert offered == {str(own.pk), str(near.pk)}
    anywhere = visitor.get("/requests/").context["form"].fields["work"].offer
    assert set(anywhere.by_key) == {str(one.pk) for one in (far, near, own)}
    assert [name for name, _rows in anywhere.choices[1:]] == [str(own.category.label)]


def test_who_asks_for_the_first_time_finds_a_number_or_learns_who_rings(
    visitor: Client, send: Sent, troupe: Troupe
) -> None:
    html = visitor.get("/requests/?region=152222").content.decode()
    assert f"{troupe.name}还没有公开电话" in html
    leagues = factories.troupe("152200")
    Troupe.objects.filter(pk=leagues.pk).update(public_phone="0482-1234567")
    Troupe.objects.filter(pk=troupe.pk).update(
        public_phone="0482-7654321", public_hours="9:00–17:00"
    )
    html = visitor.get("/requests/?region=152222").content.decode()
    assert html.index('href="tel:04827654321"') < html.index('href="tel:04821234567"')
    assert "9:00–17:00" in html
    assert 'href="tel:04827654321"' in own_page(visitor, send())
    assert "04827654321" not in visitor.get("/requests/").content.decode()


def test_form_own_page_and_finding_it_stand_in_english_too(
    visitor: Client, send: Sent, troupe: Troupe
) -> None:
    answer = send("/en/requests/?region=152222", when_words="mid-December")
    assert answer.url.startswith("/en/requests/")
    html = visitor.get(answer.url).content.decode()
    assert '<html lang="en">' in html
    assert "It has arrived" in html
    row = Request.objects.get()
    assert f'href="/requests/{token_of(row)}/"' in html
    assert 'href="/en/requests/find/"' in html
    found = visitor.post("/en/requests/find/", {"number": row.number, "phone": PHONE})
    assert found.url == f"/en/requests/{token_of(row)}/"
    assert visitor.get("/en/requests/12345678.x/").status_code == 404
    assert "Find my request" in visitor.get("/en/requests/find/").content.decode()
    # Words of ours in Chinese are left on no English page; the names of places are.
    plain = re.sub(r"<title>.*?</title>|<[^>]*>", "", html)
    known = (troupe.name, "科尔沁右翼中旗", "隐名嘎查", "草场", "简体中文", "中文")
    for name in known:
        plain = plain.replace(name, "")
    assert not re.search("[\u4e00-\u9fff]", plain), plain


def test_what_nobody_asked_for_is_left_out_and_breaks_nothing(
    visitor: Client, send: Sent
) -> None:
    for query in ("?region=%00", "?troupe=' or 1", "?venue=" + "x" * 999, "?work[]=1"):
        assert visitor.get(f"/requests/{query}").status_code == 200
    odd = {
        "region": "9" * 40, "work": "x", "genre": "<script>", "audience": "9" * 40,
        "window_from": "2023-99-99", "contact_name": "a\x00b", "place_name": "长" * 999,
    }  # fmt: skip
    answer = send(**odd)
    assert answer.status_code == 200
    assert set(odd) <= {*answer.context["form"].errors, "work"}
    assert not Request.objects.exists()


def test_closed_it_says_whom_to_call(visitor: Client) -> None:
    rules = RequestSettings.load()
    rules.is_taking = False
    rules.save()
    html = visitor.get("/requests/").content.decode()
    assert "<form" not in html.split("<main")[1]


@pytest.mark.parametrize("works", [1, 30])
def test_the_form_costs_the_same_however_many_works_there_are(
    works: int, visitor: Client, troupe: Troupe
) -> None:
    for _index in range(works):
        factories.work(troupe)
    visitor.get("/requests/")
    with CaptureQueriesContext(connection) as caught:
        visitor.get("/requests/?region=152222")
    assert len(caught) == 12
