"""Rehearsals and other entries in the admin: form, live check, list, taking out."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performances.models import Engagement
from tests import factories
from tests.performances.admin.conftest import T_ZERO

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(troupe: Any, hinggan_venue: Any) -> Any:
    """What a browser sends for a rehearsal; say only what differs."""

    def post(**changes: Any) -> dict[str, Any]:
        # A form that edits was shown with the row that is there.
        shown = "1" if "version" in changes else "0"
        values = {
            "kind": "rehearsal",
            "title": "合成排练",
            "day": "2023-11-20",
            "hour": "14:30",
            "last_day": "",
            "until": "16:30",
            "venue": hinggan_venue.pk,
            "takes_venue": "on",
            "firmness": "firm",
            "note": "带两套服装",
            "troupes-TOTAL_FORMS": "1",
            "troupes-INITIAL_FORMS": shown,
            "troupes-0-troupe": troupe.pk,
            "along-TOTAL_FORMS": "1",
            "along-INITIAL_FORMS": "0",
            "along-0-thing": "",
        }
        return values | changes

    return post


def entered() -> Engagement:
    return Engagement.objects.for_rows().get()


def test_a_troupe_enters_a_rehearsal(
    filled: Any, as_user: Any, troupe_editor: Any, troupe: Any, hinggan_venue: Any
) -> None:
    truck = factories.truck("152222", troupe=troupe)
    typed = filled(**{"along-0-thing": f"truck-{truck.pk}"})

    answer = as_user(troupe_editor).post(reverse("engagements:add"), typed, follow=True)

    row = entered()
    assert answer.redirect_chain[-1][0] == reverse("engagements:inspect", args=[row.pk])
    assert row.cast == [troupe, truck, hinggan_venue]
    assert (row.starts_at, row.ends_at) == (
        T_ZERO - timedelta(hours=5),
        T_ZERO - timedelta(hours=3),
    )
    page = answer.content.decode()
    for words in ("合成排练", "14:30–16:30", "带两套服装", truck.name):
        assert words in page


def test_whole_days_of_a_training(
    filled: Any, as_user: Any, troupe_editor: Any, regions: Any
) -> None:
    typed = filled(
        kind="training", hour="", until="", last_day="2023-11-24",
        venue="", region=regions["152222"].pk,
    )  # fmt: skip
    answer = as_user(troupe_editor).post(reverse("engagements:add"), typed, follow=True)

    row = entered()
    assert row.ends_at - row.starts_at == timedelta(days=5)
    page = answer.content.decode()
    assert "2023年11月20日" in page
    assert "–11月24日" in page
    assert "5天" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": ""}, "day"),
        ({"until": ""}, "until"),
        ({"hour": ""}, "hour"),
        ({"until": "13:00"}, "until"),
        ({"last_day": "2023-11-19"}, "until"),
        ({"kind": "party"}, "kind"),
        ({"day": "0001-01-01"}, "day"),
    ],
)
def test_what_is_missing_is_told_at_its_field(
    filled: Any, as_user: Any, coordinator: Any, changes: Any, field: str
) -> None:
    answer = as_user(coordinator).post(reverse("engagements:add"), filled(**changes))

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert "合成排练" in answer.content.decode()
    assert Engagement.objects.count() == 0


def test_nothing_taken_and_no_place_are_refused_in_words(
    filled: Any, as_user: Any, coordinator: Any
) -> None:
    client = as_user(coordinator)
    nothing = filled(**{"troupes-0-troupe": "", "takes_venue": ""})
    nowhere = filled(venue="")
    for typed, words in ((nothing, "请写明占用什么"), (nowhere, "请写明地点")):
        page = client.post(reverse("engagements:add"), typed).content.decode()
        assert words in page
    assert Engagement.objects.count() == 0


def test_the_live_check_tells_what_stands_against_it(
    filled: Any, as_user: Any, troupe_editor: Any, placed: Any, troupe: Any,
    hinggan_venue: Any,
) -> None:  # fmt: skip
    placed(troupe, hinggan_venue, starts_at=T_ZERO - timedelta(hours=4))
    client = as_user(troupe_editor)

    told = client.post(reverse("engagements:check"), filled()).json()["told"]

    assert {(one["field"], one["severity"]) for one in told} == {
        ("troupes", "block"),
        ("venue", "block"),
    }
    page = client.post(reverse("engagements:add"), filled()).content.decode()
    assert "草原新歌" in page
    assert Engagement.objects.count() == 0


def test_its_own_time_does_not_stand_against_it(
    filled: Any, as_user: Any, troupe_editor: Any
) -> None:
    client = as_user(troupe_editor)
    client.post(reverse("engagements:add"), filled())
    row = entered()

    url = reverse("engagements:check_row", args=[row.pk])
    assert client.post(url, filled(version=row.version)).json()["told"] == []
    edit = reverse("engagements:edit", args=[row.pk])
    client.post(edit, filled(version=row.version, title="连排"))
    row.refresh_from_db()
    assert (row.title, row.version) == ("连排", 2)


def test_a_stale_form_keeps_what_was_typed(
    filled: Any, as_user: Any, troupe_editor: Any, coordinator: Any
) -> None:
    as_user(troupe_editor).post(reverse("engagements:add"), filled())
    row = entered()
    edit = reverse("engagements:edit", args=[row.pk])
    as_user(coordinator).post(edit, filled(version=1, title="连排"))

    answer = as_user(troupe_editor).post(edit, filled(version=1, title="带妆排练"))

    page = answer.content.decode()
    assert "带妆排练" in page
    assert "coordinator" in page
    row.refresh_from_db()
    assert row.title == "连排"
    assert answer.context["form"]["version"].value() == "2"


def test_a_venues_contact_closes_the_house(
    filled: Any, as_user: Any, venue_contact: Any, hinggan_venue: Any, hohhot_venue: Any
) -> None:
    client = as_user(venue_contact)
    page = client.get(reverse("engagements:add")).content.decode()
    assert "troupes-TOTAL_FORMS" not in page
    assert hohhot_venue.name not in page
    closed = {
        "kind": "blackout", "title": "舞台检修", "day": "2023-11-20",
        "last_day": "2023-12-10", "venue": hinggan_venue.pk, "firmness": "firm",
    }  # fmt: skip

    client.post(reverse("engagements:add"), closed)

    row = entered()
    assert row.cast == [hinggan_venue]
    assert row.bookings.count() == 3
    for changes in ({"venue": hohhot_venue.pk}, {"kind": "rehearsal"}):
        client.post(reverse("engagements:add"), closed | changes)
    assert Engagement.objects.count() == 1


def test_taking_it_out_asks_first(
    filled: Any, as_user: Any, troupe_editor: Any
) -> None:
    client = as_user(troupe_editor)
    client.post(reverse("engagements:add"), filled())
    row = entered()
    url = reverse("engagements:delete", args=[row.pk])

    assert "合成排练" in client.get(url).content.decode()
    assert "没有保存" in client.post(url, {"version": "9"}).content.decode()
    assert Engagement.objects.count() == 1
    client.post(url, {"version": row.version, "reason": "改期"})
    assert Engagement.objects.count() == 0


def test_a_copy_starts_from_the_same_facts(
    filled: Any, as_user: Any, troupe_editor: Any, troupe: Any
) -> None:
    client = as_user(troupe_editor)
    client.post(reverse("engagements:add"), filled())
    page = client.get(reverse("engagements:copy", args=[entered().pk]))
    form = page.context["form"]
    assert form["title"].value() == "合成排练"
    assert page.context["entry"].known_troupes == (troupe,)


def test_the_list_and_its_filters(
    as_user: Any, coordinator: Any, troupe: Any, other_troupe: Any, regions: Any
) -> None:
    factories.engagement(troupe, title="合成排练")
    factories.engagement(other_troupe, title="集训", kind="training")
    past = T_ZERO - timedelta(days=60)
    factories.engagement(troupe, title="旧排练", starts_at=past)
    client = as_user(coordinator)

    def listed(query: str) -> set[str]:
        page = client.get(reverse("engagements:index") + query).content.decode()
        return {one for one in ("合成排练", "集训", "旧排练") if one in page}

    assert listed("") == {"合成排练", "集训"}
    assert listed("?period=all") == {"合成排练", "集训", "旧排练"}
    assert listed("?kind=training") == {"集训"}
    assert listed(f"?troupe={troupe.pk}") == {"合成排练"}
    assert listed(f"?league={regions['150800'].pk}") == {"集训"}
    assert listed("?takes=venue") == set()
    assert listed("?q=旧") == {"旧排练"}
    export = client.get(reverse("engagements:index") + "?period=all&export=csv")
    body = b"".join(export.streaming_content).decode()
    assert "旧排练" in body


def test_the_list_costs_the_same_for_one_and_for_thirty(
    as_user: Any, coordinator: Any, troupe: Any
) -> None:
    client = as_user(coordinator)
    url = reverse("engagements:index")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    factories.engagement(troupe)
    queries()
    with_one = queries()
    for day in range(29):
        factories.engagement(troupe, starts_at=T_ZERO + timedelta(days=day))
    assert queries() == with_one


def test_the_transfer_to_the_next_show_is_offered(
    as_user: Any, troupe_editor: Any, placed: Any, troupe: Any, hinggan_venue: Any,
    hohhot_venue: Any,
) -> None:  # fmt: skip
    first = placed(troupe, hinggan_venue)
    placed(troupe, hohhot_venue, starts_at=T_ZERO + timedelta(days=3), title="青城")
    client = as_user(troupe_editor)
    page = client.get(reverse("performances:inspect", args=[first.pk]))
    (offer,) = page.context["transfers"]
    assert offer.hours > 15

    form = client.get(offer.url).context["form"]

    assert form["kind"].value() == "transfer"
    assert form["from_venue"].value() == hinggan_venue.pk
    assert form["venue"].value() == hohhot_venue.pk
    entry = client.get(offer.url).context["entry"]
    assert entry.known_troupes == (troupe,)
    typed = {
        name: form[name].value() or ""
        for name in form.fields
        if name not in ("day", "hour", "last_day", "until")
    }
    for name in ("day", "hour", "last_day", "until"):
        typed[name] = str(form[name].value() or "")
    typed |= {
        "troupes-TOTAL_FORMS": "1", "troupes-INITIAL_FORMS": "0",
        "troupes-0-troupe": troupe.pk,
    }  # fmt: skip
    client.post(reverse("engagements:add"), typed)
    assert entered().kind == "transfer"
    page = client.get(reverse("performances:inspect", args=[first.pk]))
    assert page.context["transfers"] == []


@pytest.mark.parametrize(
    "query",
    [
        "?from=x&to=1&troupe=1",
        "?from=1&to=99999999&troupe=2",
        f"?from={'9' * 40}&to=1&troupe=1",
    ],
)
def test_odd_transfers_are_an_empty_form(
    as_user: Any, coordinator: Any, query: str
) -> None:
    answer = as_user(coordinator).get(reverse("engagements:add") + query)
    assert answer.status_code == 200
    assert answer.context["entry"].known_troupes == ()
