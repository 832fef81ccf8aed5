"""As `scenarios`, for the verbs about a whole showcase or one of its cities."""

from performances import scheduling
from performances.scheduling import ShowcaseFacts
from performances.scheduling.showcase_facts import showcase_facts_of
from tests import factories
from tests.performances.calendars.contract.scenarios import (
    DAY,
    HOUR,
    again,
    inside,
    opened,
    scenario,
    vars_of,
)
from ulanmuqi.base import clock


@scenario
def announce(verb):
    verb(inside("confirmed"))
    showcase, _opening = opened(announced=False)
    scheduling.announce_showcase(showcase, at=clock.now() + HOUR)
    verb(inside("confirmed"), at=clock.now() + HOUR)


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
def lift_embargoes(verb):
    _showcase, opening = opened(announced=False)
    scheduling.announce(again(opening), at=clock.now() + HOUR)
    clock.freeze(clock.now() + 2 * HOUR)
    verb()


@scenario
def name_announced_showcases(verb):
    showcase, opening = opened(announced=False)
    scheduling.announce_showcase(showcase, at=clock.now() + HOUR)
    scheduling.announce(again(opening))
    clock.freeze(clock.now() + 2 * HOUR)
    verb()
