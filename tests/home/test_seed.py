"""The demo season: big enough, free of conflicts, the same for the same day, and honest
about what is invented. It is laid once for the whole module."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, Q
from django.test import Client, override_settings

from performances.conflicts import Rule
from performances.models import (
    AcceptedWarning,
    Change,
    FieldAct,
    Performance,
    ProgrammeItem,
    Record,
    RoadNotice,
    Showcase,
    TroupeDay,
    missing_records,
)
from performances.scheduling import check_conflicts, sentence
from performances.scheduling.rides import Effect
from performances.scheduling.road_notices import rides_under_all
from performances.statuses import Status
from troupes.models import (
    Membership,
    TrainingPage,
    Troupe,
    TroupePage,
    Work,
    WorkCreator,
)
from ulanmuqi.base import clock
from ulanmuqi.home import demo
from ulanmuqi.home.demo import founding, july, upcoming
from ulanmuqi.home.demo.days import Days, on
from ulanmuqi.home.demo.laying import diary_of
from ulanmuqi.home.models import NewsPage
from ulanmuqi.places.models import Region, Venue

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def laid(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[None]:
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        demo.lay(Days(DAY, on(DAY, 12)), lambda line: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def noon(laid: None, db: None) -> Iterator[None]:
    """Every test looks at the season at noon of its day."""
    with clock.frozen(on(DAY, 12)):
        yield


@pytest.fixture
def demo_settings(settings: Any) -> None:
    settings.DEMO = True


def around(days: int) -> Any:
    noon = on(DAY, 12)
    span = timedelta(days=days)
    return Performance.objects.filter(starts_at__range=(noon - span, noon + span))


def test_its_calendars_are_as_they_would_be_written_now() -> None:
    call_command("rebuild_calendars", "--check", stdout=StringIO())


def test_it_is_as_big_as_promised() -> None:
    assert Troupe.objects.count() == 82
    assert Venue.objects.filter(is_example=False).count() == 54
    assert Work.objects.count() >= 40
    assert around(75).count() >= 900
    assert Region.objects.leagues().count() == 12
    assert Region.objects.banners().count() == 103


def test_every_league_has_places_and_every_troupe_plays() -> None:
    leagues = Venue.objects.values("region__league").annotate(venues=Count("pk"))
    assert min(league["venues"] for league in leagues) >= 3
    assert len(leagues) == 12
    assert not Troupe.objects.filter(performances=None).exists()


def test_it_stands_in_no_conflict_with_itself() -> None:
    found = check_conflicts()
    assert found.is_clean
    roads = [one for one in found.accepted if one.rule is Rule.UNREACHABLE]
    assert len(roads) == 2
    assert all(one.reason and one.told for one in AcceptedWarning.objects.all())


def test_a_truck_brings_the_stage_the_hall_has_not() -> None:
    show = Performance.objects.get(title__contains="流动舞台车")
    assert show.needs_width_m > show.venue.stage_width_m
    assert show.venue.has_light is False
    assert not show.accepted_warnings.exists()
    assert not show.standing_warnings.exists()


def test_it_shows_needs_hours_and_an_acceptance_that_lapsed() -> None:
    assert Performance.objects.exclude(expected_audience=None).count() > 200
    assert Venue.objects.exclude(opening_hours=[]).count() > 20
    lapsed = AcceptedWarning.objects.exclude(lapsed_at=None)
    assert {one.rule for one in lapsed} >= {Rule.STAGE_SIZE}
    accepted = AcceptedWarning.objects.in_force()
    assert {one.rule for one in accepted} >= {Rule.CAPACITY, Rule.UNREACHABLE}


def test_the_weather_stops_one_coach_and_somebody_decided() -> None:
    """A closed road in the week of the showcase: the show behind it is conditional,
    and the roads' page tells why; another road only takes longer."""
    assert RoadNotice.objects.filter(is_example=True).count() == 2
    effects = {ride.later.title: ride for ride in rides_under_all()}
    stranded = effects["四地联演惠民专场：准格尔旗"]
    assert stranded.effect is Effect.LOST
    assert stranded.later.status == Status.CONDITIONAL
    assert effects["转场到下一站（示例）"].effect is Effect.TIGHTER
    assert [ride.effect for ride in effects.values()].count(Effect.LOST) == 1
    page = sentence(stranded.conflict)
    assert "示例一号路封闭到" in page
    assert "交警预告" in page


def test_the_same_day_gives_the_same_facts() -> None:
    days = Days(DAY, on(DAY, 12))
    first, second = diary_of(days), diary_of(days)
    assert first.placed == second.placed
    assert [at for at, _act in first.acts] == [at for at, _act in second.acts]


def test_another_day_gives_other_facts() -> None:
    other = date(2027, 6, 5)
    placed = diary_of(Days(other, on(other, 12))).placed
    assert placed != diary_of(Days(DAY, on(DAY, 12))).placed


def test_a_second_run_does_nothing(demo_settings: None) -> None:
    before = Performance.objects.count()
    said = StringIO()
    call_command("seed", stdout=said)
    assert Performance.objects.count() == before
    assert "is there" in said.getvalue()


def test_only_the_demo_settings_may_lay_it() -> None:
    with pytest.raises(CommandError, match="demo settings"):
        call_command("seed", stdout=StringIO())


def test_each_role_has_a_login(demo_settings: None) -> None:
    said = StringIO()
    call_command("seed", logins=True, stdout=said)
    for membership in Membership.objects.select_related("user"):
        assert membership.user.username in said.getvalue()
        membership.full_clean()
    roles = set(Membership.objects.values_list("role", flat=True))
    assert roles == set(Membership.Role.values)


# --- The founding showcase ----------------------------------------------------------


def test_the_founding_showcase_is_as_reported() -> None:
    showcase = Showcase.objects.get(code=founding.CODE)
    assert showcase.title == (
        "弘扬北疆文化、服务各族群众——全区乌兰牧骑“学·创·演”新创作品展演"
    )
    assert showcase.launch_date == date(2023, 11, 20)
    assert showcase.end_date is None
    assert [one.name for one in showcase.organisers.all()] == [
        "内蒙古自治区党委宣传部",
        "内蒙古自治区文化和旅游厅",
        "内蒙古自治区文学艺术界联合会",
    ]
    assert "内蒙古法制报" in showcase.source
    assert showcase.purpose.startswith("全面展示")
    assert not showcase.is_example
    openings = showcase.performances.filter(is_opening=True)
    leagues = openings.values_list("region__league__name", flat=True)
    assert set(leagues) == {"呼和浩特市", "兴安盟", "巴彦淖尔市"}
    assert {show.status for show in openings} == {Status.CONFIRMED}
    assert all(show.is_over(clock.now()) for show in openings)


def test_what_no_report_says_of_it_is_marked() -> None:
    showcase = Showcase.objects.get(code=founding.CODE)
    assert showcase.t_zero == datetime(2023, 11, 20, 11, 30, tzinfo=UTC)
    assert showcase.t_zero_is_example
    openings = showcase.performances.all()
    assert all(show.is_example for show in openings)
    items = ProgrammeItem.objects.filter(performance__in=openings)
    assert items.count() == 24
    assert all(item.is_example for item in items)


# --- What is invented is marked -----------------------------------------------------


def test_everything_invented_is_marked() -> None:
    unmarked = Q(is_example=False)
    assert not Performance.objects.filter(unmarked).exists()
    assert not ProgrammeItem.objects.filter(unmarked).exists()
    assert not Work.objects.filter(unmarked).exists()
    assert not NewsPage.objects.filter(unmarked).exists()
    assert not TrainingPage.objects.filter(unmarked).exists()
    assert list(Showcase.objects.filter(unmarked).values_list("code", flat=True)) == [
        founding.CODE
    ]
    reported = Venue.objects.filter(unmarked)
    assert not reported.filter(source="").exists()
    assert not Venue.objects.filter(is_example=True, source="").exists()


def test_the_past_has_records_most_of_them_reviewed() -> None:
    """And some that wait, some that are missing, one that came back, one of a show
    nobody had planned."""
    for reports in (Record, TroupeDay, FieldAct):
        assert not reports.objects.filter(is_example=False).exists()
    state = Counter(Record.objects.values_list("state", flat=True))
    assert state["reviewed"] > state["reported"] > 10
    back = Record.objects.returned().get()
    assert back.review_note
    assert back.performance.troupes_in_order[0].region.code == "152222"
    notes = [one.review_note for one in Record.objects.waiting() if one.is_put_back]
    assert [sum(why in one for one in notes) for why in ("直播", "点错了")] == [1, 1]
    extra = Record.objects.get(performance__entered_after=True)
    assert extra.clashes
    missing = missing_records(clock.now())
    assert 5 < missing.count() < 80
    assert missing.filter(troupes__region__code="152222").exists()
    assert TroupeDay.objects.filter(in_grassroots=True).count() > 100
    kinds = set(FieldAct.objects.values_list("kind", flat=True))
    assert kinds == set(FieldAct.Kind.values)
    assert len(Record.objects.exclude(photos=None).get().public_photos) == 2


def test_no_person_telephone_or_mongolian_name_is_invented() -> None:
    assert not WorkCreator.objects.exists()
    assert not Venue.objects.exclude(contact_name="", contact_phone="").exists()
    assert not Troupe.objects.exclude(public_phone="", name_mn="").exists()
    assert not ProgrammeItem.objects.exclude(creators="").exists()
    for page in TroupePage.objects.all():
        assert not page.members.exists()


def test_no_public_word_of_a_show_tells_a_private_place() -> None:
    private = Venue.objects.filter(public_precision="banner")
    shows = Performance.objects.filter(venue__in=private).select_related("venue")
    assert shows.count() > 20
    for show in shows:
        said = show.title + show.public_note + show.status_reason + show.admission
        assert show.venue.name not in said
        assert show.venue.name.removeprefix(show.venue.region.name) not in said


# --- One of everything --------------------------------------------------------------


def test_one_of_everything_that_can_become_of_a_show() -> None:
    season = around(75)
    count = {row["status"]: row["n"] for row in _by_status(season)}
    assert count[Status.HOLD] >= 10
    assert count[Status.DRAFT] >= 5
    assert count[Status.CONDITIONAL] >= 5
    assert count[Status.CANCELLED] >= 4
    assert count[Status.WITHDRAWN] == 1
    postponed = season.filter(status=Status.POSTPONED)
    assert postponed.filter(replacement=None).exists()
    assert postponed.exclude(replacement=None).exists()
    assert set(season.values_list("precision", flat=True)) == {
        "exact", "about", "part", "date",
    }  # fmt: skip
    assert set(season.values_list("mode", flat=True)) == {"on_site", "online", "both"}
    assert set(season.values_list("kind", flat=True)) == set(Performance.Kind.values)
    assert season.filter(venue=None).exists()
    assert Change.objects.filter(kind=Change.Kind.MOVED).exists()


def _by_status(shows: Any) -> Any:
    return shows.values("status").annotate(n=Count("pk"))


def test_whatever_is_off_or_conditional_says_why() -> None:
    wanting = [Status.CANCELLED, Status.POSTPONED, Status.CONDITIONAL, Status.WITHDRAWN]
    assert not Performance.objects.filter(status__in=wanting, status_reason="").exists()
    for show in Performance.objects.filter(status=Status.CONDITIONAL):
        assert clock.now() < show.decide_by <= show.ends_at


def test_drafts_and_holds_are_not_public() -> None:
    inside = Performance.objects.filter(status__in=[Status.DRAFT, Status.HOLD])
    assert not inside.exclude(announced_at=None).exists()


def test_every_show_was_entered_before_it_began_and_before_now() -> None:
    for show in Performance.objects.filter(entered_after=False):
        assert show.created_at < show.starts_at
    for show in Performance.objects.all():
        assert show.changed_at <= clock.now()


def test_four_cities_open_at_one_instant_in_the_coming_days() -> None:
    openings = Performance.objects.filter(showcase__code=upcoming.CODE, is_opening=True)
    assert {show.starts_at for show in openings} == {
        on(DAY + timedelta(days=5), 19, 30)
    }
    assert openings.values("region__league").distinct().count() == 4


@pytest.mark.parametrize("hour", range(7, 24))
def test_something_plays_at_any_hour_of_the_day(hour: int) -> None:
    instant = on(DAY, hour)
    shows = Performance.objects.filter(starts_at__lte=instant, ends_at__gt=instant)
    assert any(show.is_running(instant) for show in shows)


def test_eighty_shows_on_a_saturday_in_july() -> None:
    day = july.saturday(DAY)
    assert (day.month, day.weekday()) == (7, 5)
    midnight = on(day, 0)
    shows = Performance.objects.between(midnight, midnight + timedelta(days=1))
    assert shows.count() == july.SHOWS


def test_the_july_saturday_lies_ahead_whatever_the_day() -> None:
    for day in (
        date(2027, 1, 1),
        date(2027, 7, 9),
        date(2027, 7, 10),
        date(2027, 8, 1),
    ):
        assert july.saturday(day) > day


def test_the_pages_are_there() -> None:
    language = settings.LANGUAGE_CODE
    pages = TroupePage.objects.live().filter(locale__language_code=language)
    assert pages.get(slug="sunite-youqi").lead.endswith("当时只有9人。")
    assert pages.count() == 82


def test_some_pages_are_translated() -> None:
    page = TroupePage.objects.live().get(locale__language_code="en")
    assert page.troupe.code == "sunite-youqi"
    assert NewsPage.objects.live().filter(locale__language_code="en").count() == 2
    html = Client().get("/en/news/").content.decode()
    assert "Calendars for the four-city opening are ready" in html
    about = Client().get("/en/about/").content.decode()
    assert "Which Ulanmuqi troupe plays where" in about
    assert "not been translated" not in about


def test_resetting_lays_it_anew(demo_settings: None) -> None:
    demo.clear()
    assert not Performance.objects.exists()
    assert not Region.objects.exists()
    assert not TroupePage.objects.exists()
    assert not demo.is_there()


def test_a_venues_own_link_is_printed_and_opens(demo_settings: None) -> None:
    said = StringIO()
    call_command("seed", logins=True, stdout=said)
    token = re.search(r"/v/([\w-]{32})/", said.getvalue()).group(1)
    with clock.frozen(on(DAY, 12)):
        page = Client().get(f"/v/{token}/").content.decode()
    assert "兴安盟乌兰牧骑宫" in page
    assert "接电话记下" in page
    assert "可以，给他们留着" in page


def test_a_site_link_is_printed_and_readiness_is_half_ticked(
    demo_settings: None,
) -> None:
    said = StringIO()
    call_command("seed", logins=True, stdout=said)
    token = re.search(r"/site/([\w-]{32})/", said.getvalue()).group(1)
    with clock.frozen(on(DAY, 12)):
        page = Client().get(f"/site/{token}/").content.decode()
    assert "阿拉善盟" in page
    assert "5/8" in page
