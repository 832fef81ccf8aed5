"""One scenario for each verb that reaches the rows of shows: it makes what the verb
needs and calls it. `test_verbs` looks at the calendars afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from performances import ics_files, scheduling
from performances.models import Performance
from performances.scheduling import (
    RecordFacts,
    copy_season,
    engagement_facts_of,
    facts_of,
)
from performances.scheduling.import_plan import plan_import
from performances.statuses import Status
from tests import factories
from tests.performances.test_ics_files import calendar
from troupes.models import Membership
from ulanmuqi.base import clock

HOUR = timedelta(hours=1)
DAY = 24 * HOUR

Verb = Callable[..., object]

SCENARIOS: dict[str, Callable[[Verb], object]] = {}


def scenario(function: Callable[[Verb], object]) -> Callable[[Verb], object]:
    SCENARIOS[function.__name__] = function
    return function


def shown(**facts):
    return factories.performance(**facts)


def inside(status=Status.DRAFT, **facts):
    return factories.performance(status=status, announced=False, **facts)


def again(row):
    return type(row).objects.get(pk=row.pk)


def opened(**facts):
    """A public showcase in two cities, and one of its openings."""
    venues = [factories.venue(code) for code in ("150105", "152201")]
    showcase = factories.showcase(venues, **facts)
    return showcase, showcase.performances.order_by("pk").first()


def put_off():
    made = shown()
    return scheduling.postpone(
        made, reason="停电", starts_at=made.starts_at + 5 * DAY
    ).replacement


@scenario
def place(verb):
    verb(factories.show_facts(), status="confirmed", announced_at=clock.now())


@scenario
def place_all(verb):
    facts = [factories.show_facts(), factories.show_facts()]
    verb(facts, status="confirmed", announced_at=clock.now())


@scenario
def revise(verb):
    made = shown()
    stated = {name: getattr(facts_of(made), name) for name in vars_of(facts_of(made))}
    item = scheduling.ItemFacts(form="独唱", title="鸿雁")
    verb(made, scheduling.ShowFacts(**stated | {"title": "新题", "programme": (item,)}))


def vars_of(facts):
    return type(facts).__dataclass_fields__


@scenario
def move(verb):
    put = put_off()
    verb(put, starts_at=put.starts_at + HOUR, reason="让路")


@scenario
def shift_all(verb):
    verb([shown(), put_off()], days=1, reason="改", accept="测试")


@scenario
def postpone(verb):
    made = shown()
    verb(made, reason="停电")
    verb(again(made), reason="有了日子", starts_at=made.starts_at + DAY)


@scenario
def take_over(verb):
    """A foreign calendar's event as a hold, its new hour, and its cancellation."""
    troupe = factories.troupe()
    for number, standing in enumerate(("CONFIRMED", "CONFIRMED", "CANCELLED")):
        starts_at = clock.now() + 5 * DAY + min(number, 1) * HOUR
        said = (
            f"UID:a@other\nSUMMARY:秋牧场慰问\nDURATION:PT1H\nSEQUENCE:{number}\n"
            f"DTSTART:{starts_at:%Y%m%dT%H%M00Z}\nSTATUS:{standing}"
        )
        read = ics_files.read(calendar(said), now=clock.now())
        rows = plan_import(read, troupe, by=None)
        verb([row for row in rows if row.may_be_taken], troupe, status=Status.HOLD)


@scenario
def cancel(verb):
    verb(shown(), reason="大雪")
    verb(put_off(), reason="大雪")


@scenario
def withdraw(verb):
    verb(shown(), reason="重复")
    verb(put_off(), reason="重复")


@scenario
def reinstate(verb):
    made = shown()
    scheduling.cancel(made, reason="大雪")
    verb(again(made), reason="雪停了")


@scenario
def make_conditional(verb):
    made = shown()
    verb(made, reason="大风", decide_by=made.starts_at - HOUR)


@scenario
def decide_later(verb):
    made = shown()
    scheduling.make_conditional(
        made, reason="大风", decide_by=made.starts_at - 5 * HOUR
    )
    verb(again(made), decide_by=made.starts_at - HOUR)


@scenario
def confirm(verb):
    made = shown()
    scheduling.make_conditional(made, reason="大风", decide_by=made.starts_at - HOUR)
    verb(again(made))


@scenario
def unconfirm(verb):
    verb(inside("confirmed"), to="draft")


@scenario
def hold(verb):
    verb(inside())


@scenario
def release(verb):
    verb(inside("hold"))


@scenario
def announce_all(verb):
    verb([inside("confirmed"), inside("confirmed")])


@scenario
def confirm_all(verb):
    verb([inside("hold"), inside()], accept="测试")


@scenario
def accept_warnings(verb):
    made = shown()
    factories.performance(
        status="hold",
        venue=made.venue,
        starts_at=made.starts_at + HOUR,
        announced=False,
    )
    verb(again(made), reason="先到先得")


@scenario
def discard(verb):
    verb(inside())


@scenario
def restore(verb):
    made = inside()
    scheduling.discard(made)
    verb(made.pk)


@scenario
def take_back_date(verb):
    verb(put_off(), reason="日子没定")


def asked():
    """A show whose troupe has to ask its league, and who they are."""
    troupe = factories.troupe("152222")
    troupe.region.league.reviews_announcements = True
    troupe.region.league.save()
    editor = factories.member("editor", Membership.Role.TROUPE_EDITOR, troupe=troupe)
    league = factories.member(
        "league",
        Membership.Role.COORDINATOR,
        region=factories.region("152200"),
    )
    return inside("confirmed", troupes=(troupe,)), editor, league


@scenario
def ask_for_review(verb):
    made, editor, _league = asked()
    verb(made, by=editor)


@scenario
def ask_for_all(verb):
    made, editor, _league = asked()
    verb([made], by=editor)


@scenario
def approve_announcement(verb):
    made, editor, league = asked()
    scheduling.ask_for_review(made, by=editor)
    verb(again(made), by=league)


@scenario
def send_back(verb):
    made, editor, league = asked()
    scheduling.ask_for_review(made, by=editor)
    verb(again(made), by=league, reason="缺节目单")


@scenario
def answer_for_venue(verb):
    made = shown()
    verb(made, venue=made.venue, answer="accepted")


@scenario
def take_proposal(verb):
    made = shown()
    scheduling.answer_for_venue(
        made,
        venue=made.venue,
        answer="proposed",
        proposed_starts_at=made.starts_at + HOUR,
    )
    verb(again(made), reason="按场地的时间", accept="测试")


@scenario
def copy_season_(verb):
    made = shown()
    rows = Performance.objects.filter(pk=made.pk)
    plan = copy_season.plan_copies(
        list(copy_season.worth_copying(rows)),
        year=clock.now().year + 1,
        same=copy_season.SameDay.WEEKDAY,
        with_programme=True,
    )
    verb(plan, status="confirmed", accept="测试")


SCENARIOS["copy_season"] = SCENARIOS.pop("copy_season_")


@scenario
def venue_changed(verb):
    made = shown()
    put = put_off()
    for venue in (made.venue, put.venue):
        venue.public_precision = "banner"
        venue.save()
        verb(venue)


@scenario
def merge_venues(verb):
    made, put = shown(), put_off()
    verb(made.venue, into=factories.venue("150105"))
    verb(put.venue, into=factories.venue("150105"))


@scenario
def merge_works(verb):
    troupe = factories.troupe()
    double, work = factories.work(troupe), factories.work(troupe)
    shown(troupes=(troupe,), programme=(scheduling.ItemFacts(work=double),))
    verb(double, into=work)


@scenario
def rebuild_(verb):
    verb([shown().pk])


SCENARIOS["rebuild"] = SCENARIOS.pop("rebuild_")


@scenario
def rebuild_search(verb):
    verb([shown().pk])


@scenario
def rebuild_engagements(verb):
    verb([factories.engagement().pk])


@scenario
def book(verb):
    facts = engagement_facts_of(factories.engagement())
    verb(replace(facts, starts_at=facts.starts_at + DAY, ends_at=facts.ends_at + DAY))


@scenario
def rebook(verb):
    made = factories.engagement()
    facts = engagement_facts_of(made)
    verb(made, replace(facts, ends_at=facts.ends_at + HOUR), accept="测试")


@scenario
def unbook(verb):
    verb(factories.engagement(), reason="不排了")


@scenario
def judge_again(verb):
    verb([shown().pk], through="测试")


@scenario
def report_show(verb):
    made = shown()
    clock.freeze(made.ends_at + HOUR)
    verb(made, RecordFacts(onsite_audience=120))


@scenario
def report_past_show(verb):
    facts = factories.show_facts(title="没有排的一场")
    clock.freeze(facts.starts_at + DAY)
    verb(facts, RecordFacts(onsite_audience=80))


@scenario
def revise_entered(verb):
    troupe = factories.troupe("152222")
    editor = factories.member("editor", Membership.Role.TROUPE_EDITOR, troupe=troupe)
    facts = factories.show_facts(title="没有排的一场", troupes=(troupe,))
    clock.freeze(facts.starts_at + DAY)
    made = scheduling.report_past_show(facts, RecordFacts(onsite_audience=80))
    later = {"starts_at": facts.starts_at + HOUR, "ends_at": facts.ends_at + HOUR}
    verb(made.record.performance, replace(facts, **later), by=editor)
