"""After every verb of scheduling, stored calendar text is what would be rendered.

The verbs are found by looking, not listed: one that reaches the rows of shows and has
no scenario here fails the suite.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from performances import scheduling
from performances.models import Performance, gate
from performances.scheduling import (
    ShowcaseFacts,
    copy_season,
    engagement_facts_of,
    facts_of,
    rebuild,
)
from performances.scheduling.showcase_facts import showcase_facts_of
from performances.statuses import Status
from tests import factories
from troupes.models import Membership
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# What a module has to name to write, or have written, a row or an entry of a show.
WRITERS = {
    *("settle", "settle_again", "settle_openings", "change_status", "put_off"),
    *("announce", "confirm", "revise", "place_all", "entries", "move"),
    *("throw_away", "bulk_update", "store"),
}
TABLE_WRITERS = {"create", "bulk_create", "update"}
HOUR = timedelta(hours=1)
DAY = 24 * HOUR

Verb = Callable[..., object]


def _found() -> dict[str, Verb]:
    """Every verb by its name: what the decorator of `transaction` made."""
    verbs = {}
    for module in pkgutil.iter_modules(scheduling.__path__):
        loaded = importlib.import_module(f"{scheduling.__name__}.{module.name}")
        for name, value in vars(loaded).items():
            code = getattr(value, "__code__", None)
            is_verb = code is not None and code.co_qualname == "verb.<locals>.run"
            if is_verb and value.__module__ == loaded.__name__:
                verbs[name] = value
    return verbs


VERBS = _found()


def _reaches_shows(verb: Verb) -> bool:
    """Whether the verb's module calls a writer, or writes to the table itself."""
    tree = ast.parse(inspect.getsource(inspect.getmodule(verb)))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        words = re.findall(r"\w+", ast.unparse(node.func))
        if set(words) & WRITERS:
            return True
        if words[:2] == ["Performance", "objects"] and words[-1] in TABLE_WRITERS:
            return True
    return False


def test_every_verb_that_reaches_a_show_has_a_scenario():
    reaching = {name for name, verb in VERBS.items() if _reaches_shows(verb)}

    assert len(reaching) > 40
    assert reaching - set(SCENARIOS) == set(), (
        "Give the new verb a scenario in SCENARIOS, so that the calendars follow it."
    )
    assert set(SCENARIOS) <= set(VERBS)


def check() -> None:
    """`rebuild_calendars --check`, and no public show without an entry."""
    out = StringIO()
    call_command("rebuild_calendars", "--check", stdout=out, stderr=out)
    public = Performance.objects.public(clock.now())
    assert not public.filter(calendar_entry=None).exists()


# --- The world before each act, and the acts ----------------------------------------

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
def announce(verb):
    verb(inside("confirmed"))
    showcase, _opening = opened(announced=False)
    scheduling.announce_showcase(showcase, at=clock.now() + HOUR)
    verb(inside("confirmed"), at=clock.now() + HOUR)


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
def create_showcase(verb):
    facts = ShowcaseFacts(title="展演", code="zhanyan", t_zero=factories.evening())
    openings = [factories.show_facts(starts_at=facts.t_zero) for _n in "ab"]
    verb(facts, openings, status="confirmed", announced_at=clock.now())


@scenario
def add_openings(verb):
    showcase, opening = opened()
    later = factories.show_facts(starts_at=opening.starts_at)
    verb(showcase, [later], status="confirmed")


@scenario
def revise_showcase(verb):
    showcase, _opening = opened()
    facts = showcase_facts_of(showcase)
    stated = {name: getattr(facts, name) for name in vars_of(facts)}
    verb(showcase, ShowcaseFacts(**stated | {"title": "全新的名字"}))


@scenario
def announce_showcase(verb):
    showcase, opening = opened(announced=False)
    scheduling.announce(opening)
    verb(again(showcase))


@scenario
def hold_showcase(verb):
    verb(opened(status="draft", announced=False)[0])


@scenario
def release_showcase(verb):
    verb(opened(status="hold", announced=False)[0])


@scenario
def confirm_showcase(verb):
    showcase, _opening = opened(status="hold", announced=False)
    verb(showcase, without_answers="电话里都说好了", accept="测试")


@scenario
def discard_showcase(verb):
    verb(opened(status="draft", announced=False)[0])


@scenario
def move_showcase(verb):
    showcase, opening = opened()
    verb(showcase, t_zero=opening.starts_at + HOUR, reason="让路", accept="测试")


@scenario
def delay_showcase(verb):
    verb(opened()[0], minutes=30, reason="线路检修", accept="测试")


@scenario
def postpone_showcase(verb):
    showcase, opening = opened()
    verb(showcase, reason="沙尘暴")
    verb(again(showcase), reason="有了日子", t_zero=opening.starts_at + 5 * DAY)


@scenario
def cancel_showcase(verb):
    verb(opened()[0], reason="大雪")


@scenario
def open_late(verb):
    _showcase, opening = opened()
    late = {"reason": "入场慢", "decided_by": "指挥部"}
    verb(opening, next_word_at=opening.starts_at - HOUR, **late)
    verb(again(opening), starts_at=opening.starts_at + HOUR, **late)


@scenario
def move_to_reserve(verb):
    _showcase, opening = opened()
    reserve = factories.venue("150105")
    verb(opening, venue=reserve, reason="停电", decided_by="指挥部", accept="测试")


@scenario
def stream_only(verb):
    verb(opened()[1], reason="疫情", decided_by="指挥部")


@scenario
def drop_opening(verb):
    verb(opened()[1], reason="大雪", decided_by="指挥部")


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
def name_announced_showcases(verb):
    showcase, opening = opened(announced=False)
    scheduling.announce_showcase(showcase, at=clock.now() + HOUR)
    scheduling.announce(again(opening))
    clock.freeze(clock.now() + 2 * HOUR)
    verb()


@scenario
def judge_again(verb):
    verb([shown().pk], through="测试")


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_stored_text_is_rendered_text_after(name, frozen_clock):
    before = shown(title="在先的一场")

    SCENARIOS[name](VERBS[name])

    check()
    frozen_clock.forward(days=1)
    check()
    assert again(before).calendar_entry.text == before.calendar_entry.text
    assert list(rebuild.batches())


def test_the_check_would_notice(frozen_clock):
    made = shown()
    with gate.opened():
        Performance.objects.filter(pk=made.pk).update(public_note="绕过了")

    with pytest.raises(Exception, match="1 calendar entries differ"):
        check()
