"""What machines read in a page: schema.org's words, true in every state."""

import json
from datetime import timedelta

import pytest
from wagtail.models import Page

from performances import scheduling
from performances.models import Performance, ShowcasePage
from performances.scheduling import ItemFacts
from performances.views.linked_data.events import SCHEMA
from tests import factories
from troupes.models import TroupePage
from ulanmuqi.base import plain_text

from .schema_org import SCRIPT, thing_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _stopped(frozen_clock):
    """1 November 2023, 08:00 in Beijing."""


@pytest.fixture
def of_page(visitor):
    """The checked thing of a page; there is exactly one."""

    return lambda address: thing_of(visitor, address)


@pytest.fixture
def of_show(of_page):
    return lambda show: of_page(f"/performances/{show.public_id}/")


def status(thing):
    return thing["eventStatus"].removeprefix(f"{SCHEMA}/Event")


# --- A show -----------------------------------------------------------------------


def test_a_show_says_what_when_where_and_who(of_show, troupe, hinggan_venue):
    work = factories.work(troupe, title="《鸟之语》")
    show = factories.performance(
        title="草原新歌",
        troupes=(troupe,),
        venue=hinggan_venue,
        language=Performance.Language.BOTH,
        public_note="自带小板凳",
        programme=(
            ItemFacts(work=work),
            ItemFacts(title="牧歌"),
            ItemFacts(form="合唱"),
        ),
    )
    thing = of_show(show)
    page = f"https://ulanmuqi.example/performances/{show.public_id}/"
    group = f"https://ulanmuqi.example/troupes/{troupe.code}/"

    # No troupe of it has a photograph: its own card (views/test_share.py).
    picture = thing.pop("image")
    assert picture.startswith(f"{page}card/")
    assert picture.endswith("/wide.png")
    assert thing == {
        "@type": "TheaterEvent",
        "@id": page,
        "url": page,
        "name": "草原新歌",
        "startDate": "2023-11-08T19:30+08:00",
        "endDate": "2023-11-08T21:00+08:00",
        "eventStatus": f"{SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": hinggan_venue.name,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": hinggan_venue.address,
                "addressLocality": "兴安盟 乌兰浩特市",
                "addressRegion": "内蒙古自治区",
                "addressCountry": "CN",
            },
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": hinggan_venue.lat,
                "longitude": hinggan_venue.lon,
            },
        },
        "performer": [{"@type": "PerformingGroup", "name": troupe.name, "url": group}],
        "organizer": [{"@type": "Organization", "name": troupe.name, "url": group}],
        "workPerformed": [
            {
                "@type": "CreativeWork",
                "name": "鸟之语",
                "url": f"https://ulanmuqi.example/works/{work.code}/",
            },
            {"@type": "CreativeWork", "name": "牧歌"},
        ],
        "inLanguage": ["mn", "zh"],
        "description": "自带小板凳",
    }


def test_one_thing_has_one_identity_in_every_language(of_page, of_show):
    show = factories.showcase(announced=True).performances.first()
    chinese = of_show(show)
    english = of_page(f"/en/performances/{show.public_id}/")

    assert english["@id"] == chinese["@id"] == chinese["url"]
    assert english["url"] == chinese["url"].replace("example/", "example/en/", 1)
    assert english["superEvent"]["@id"] == chinese["superEvent"]["@id"]


def test_when_doors_open_is_a_time_of_its_own(of_show):
    told = of_show(factories.performance(doors_minutes=30))
    assert told["doorTime"] == "2023-11-08T19:00+08:00"
    assert "doorTime" not in of_show(factories.performance())


def test_an_hour_that_is_open_is_a_day(of_show):
    thing = of_show(factories.performance(status="conditional", precision="date"))
    assert thing["startDate"] == "2023-11-08"
    assert "endDate" not in thing


def test_a_place_that_is_open_is_its_area(of_show, regions):
    thing = of_show(factories.performance(venue=None, region=regions["152222"]))
    assert thing["location"]["name"] == "兴安盟"
    assert "geo" not in thing["location"]


def test_a_private_place_is_its_banner(of_show, private_venue):
    text = json.dumps(
        of_show(factories.performance(venue=private_venue)), ensure_ascii=False
    )
    assert private_venue.region.name in text
    for secret in (private_venue.name, private_venue.address, "geo", "streetAddress"):
        assert secret not in text


@pytest.mark.parametrize(
    ("mode", "attendance", "kinds"),
    [
        ("on_site", "Offline", ["Place"]),
        ("online", "Online", ["VirtualLocation"]),
        ("both", "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_on_site_online_or_both(of_show, mode, attendance, kinds):
    thing = of_show(factories.performance(mode=mode))
    assert thing["eventAttendanceMode"] == f"{SCHEMA}/{attendance}EventAttendanceMode"
    places = thing["location"]
    places = places if isinstance(places, list) else [places]
    assert [one["@type"] for one in places] == kinds


def test_an_example_says_so(of_show):
    thing = of_show(factories.performance(title="牧歌", is_example=True))
    assert thing["name"] == "〔示例〕牧歌"


# --- What becomes of it -------------------------------------------------------------


def test_cancelled(of_show):
    show = factories.performance()
    scheduling.cancel(show, reason="大雪")
    assert status(of_show(show)) == "Cancelled"


def test_a_withdrawn_show_is_told_to_no_machine_either(visitor):
    """It was entered by mistake: its page repeats nothing of it and is not indexed."""
    show = factories.performance()
    scheduling.withdraw(show, reason="录错")
    html = visitor.get(f"/performances/{show.public_id}/").content.decode()
    assert "noindex" in html
    assert not SCRIPT.findall(html)


def test_postponed_without_and_with_a_new_date(of_show):
    show = factories.performance()
    scheduling.postpone(show, reason="大风")
    thing = of_show(show)
    assert (status(thing), thing["startDate"]) == (
        "Postponed",
        "2023-11-08T19:30+08:00",
    )

    other = factories.performance(starts_at=factories.evening(8))
    scheduling.postpone(other, reason="大风", starts_at=factories.evening(20))
    new = Performance.objects.get(replaces=other)
    old, fresh = of_show(other), of_show(new)
    for thing in (old, fresh):
        assert status(thing) == "Rescheduled"
        assert thing["startDate"] == "2023-11-21T19:30+08:00"
        assert thing["previousStartDate"] == ["2023-11-09T19:30+08:00"]
        assert thing["url"].endswith(f"/performances/{new.public_id}/")

    scheduling.cancel(new, reason="又是大风")
    assert status(of_show(other)) == status(of_show(new)) == "Cancelled"


def test_moved_within_its_page_tells_every_date_it_had(of_show, frozen_clock):
    show = factories.performance()
    for hours in (1, 2):
        frozen_clock.forward(minutes=5)
        show = scheduling.move(
            show, starts_at=factories.evening() + timedelta(hours=hours), reason="停电"
        ).performance
    thing = of_show(show)
    assert status(thing) == "Rescheduled"
    assert thing["startDate"] == "2023-11-08T21:30+08:00"
    assert thing["previousStartDate"] == [
        "2023-11-08T20:30+08:00",
        "2023-11-08T19:30+08:00",
    ]


def test_a_city_that_opens_late(of_show, frozen_clock):
    showcase = factories.showcase()
    late, waits = showcase.performances.all()[:2]
    frozen_clock.set(showcase.t_zero - timedelta(hours=1))
    scheduling.open_late(
        late,
        starts_at=showcase.t_zero + timedelta(minutes=40),
        reason="停电",
        decided_by="市文旅局",
    )
    scheduling.open_late(
        waits,
        next_word_at=showcase.t_zero + timedelta(minutes=20),
        reason="停电",
        decided_by="市文旅局",
    )
    thing = of_show(late)
    assert status(thing) == "Rescheduled"
    assert thing["startDate"] == "2023-11-08T20:10+08:00"
    assert thing["previousStartDate"] == ["2023-11-08T19:30+08:00"]
    thing = of_show(waits)
    assert status(thing) == "Postponed"
    assert thing["startDate"] == "2023-11-08T19:30+08:00"


@pytest.mark.parametrize("inside", ["draft", "hold"])
def test_what_is_not_public_has_no_page_and_no_thing(visitor, inside):
    show = factories.performance(status=inside)
    answer = visitor.get(f"/performances/{show.public_id}/")
    assert answer.status_code == 404
    assert not SCRIPT.findall(answer.content.decode())


# --- Pages that list shows ----------------------------------------------------------


def page_below_home(page):
    home = Page.objects.filter(depth=2).first()
    return home.add_child(instance=page)


def test_a_showcase_is_a_series_of_its_openings(of_page, of_show):
    showcase = factories.showcase(title="新创作品展演")
    page = ShowcasePage(title="展演", slug="zhan-yan", showcase=showcase)
    page_below_home(page)
    thing = of_page(page.get_url())

    assert thing["@type"] == "EventSeries"
    assert thing["name"] == "新创作品展演"
    assert len(thing["subEvent"]) == 3
    own = f"https://ulanmuqi.example/showcases/{showcase.code}/"
    assert {one["superEvent"]["url"] for one in thing["subEvent"]} == {own}
    opening = of_show(showcase.performances.first())
    assert opening["superEvent"]["@id"] == thing["@id"] == own


def test_a_showcase_that_is_not_announced_says_nothing(visitor):
    showcase = factories.showcase(announced=False)
    page = ShowcasePage(title="展演", slug="zhan-yan", showcase=showcase)
    page_below_home(page)
    assert not SCRIPT.findall(visitor.get(page.get_url()).content.decode())


def test_a_troupe_is_a_group_with_its_next_shows(of_page, troupe):
    show = factories.performance(troupes=(troupe,), title="牧歌")
    page = TroupePage(title="队伍", slug="dui-wu", troupe=troupe)
    page_below_home(page)
    thing = of_page(page.get_url())

    assert (thing["@type"], thing["name"]) == ("PerformingGroup", troupe.name)
    (listed,) = thing["event"]
    assert listed["name"] == "牧歌"
    assert listed["@id"].endswith(show.public_id + "/")


def test_a_venue_lists_what_plays_there_within_bounds(of_page, hinggan_venue):
    for days in range(2, 17):
        factories.performance(venue=hinggan_venue, starts_at=factories.evening(days))
    thing = of_page(f"/venues/{hinggan_venue.code}/")
    assert thing["@type"] == "EventVenue"
    assert len(thing["event"]) == 12


# --- What somebody typed ------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b", '"\\', "&lt;"],
)
def test_no_text_ends_the_element(visitor, title, monkeypatch):
    """Some of these can no longer be entered; a row may be older than that rule."""
    monkeypatch.setattr(plain_text, "unfit", lambda row: None)
    show = factories.performance(title=title)
    html = visitor.get(f"/performances/{show.public_id}/").content.decode()
    (text,) = SCRIPT.findall(html)

    assert json.loads(text)["name"] == title
    assert not set("<>&\u2028\u2029") & set(text)
