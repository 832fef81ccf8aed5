"""What waits for a decision: a line of two, a time that ran out, a condition due
tomorrow, a venue's other proposal, and a showcase on hold until its venues accept."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model

from performances import scheduling
from performances.models import Performance, Showcase, VenueAnswer
from performances.scheduling import OrganiserFacts, ShowcaseFacts
from performances.statuses import Status

from .reasons import weather
from .scene import Scene

CODE = "caoyuan-xinfeng"
# Hall and home of the troupe, west to east; what is known of each venue's answer.
_CITIES = (
    ("150200", "包头大剧院", "150221"),
    ("150400", "赤峰国际会展中心", "150426"),
    ("150500", "科尔沁大剧院", "150524"),
)
_HALL = "v039"

Answer = VenueAnswer.Answer
Kind = Performance.Kind


def write(scene: Scene) -> None:
    _line(scene)
    _ran_out(scene)
    _due_tomorrow(scene)
    _proposed(scene)
    _showcase(scene)


def _line(scene: Scene) -> None:
    """Two troupes want one hall on one evening: who held first waits first."""
    hall = scene.cast.venues[_HALL]
    for title, code, entered, decided in (
        ("《草原晨曲》音乐会（拟）", "152222", -6, 5),
        ("稻香时节惠民演出（拟）", "152223", -3, 7),
    ):
        show = scene.show(title, code, 12, 19, 30, venue=hall, items=8)
        scene.diary.place(
            scene.days.at(entered, 10), [show],
            status=Status.HOLD, public=False, decide_by=scene.days.at(decided, 18),
        )  # fmt: skip


def _ran_out(scene: Scene) -> None:
    show = scene.show("“进校园”惠民演出（拟）", "150823", 11, 15, items=6)
    scene.diary.place(
        scene.days.at(-9, 10), [show],
        status=Status.HOLD, public=False, decide_by=scene.days.at(-1, 18),
    )  # fmt: skip


def _due_tomorrow(scene: Scene) -> None:
    show = scene.show("牧区巡回惠民演出", "152525", 4, 14, items=8)
    scene.place(
        show,
        status=Status.CONDITIONAL,
        reason=weather(scene.days.day(4).month),
        decide_by=scene.days.at(1, 18),
    )


def _proposed(scene: Scene) -> None:
    """The hall is taken until eight; it offers half an hour later."""
    show = scene.show(
        "新春走基层汇报演出（拟）", "150524", 13, 19, 30,
        venue=scene.cast.hall("150524"), items=8,
    )  # fmt: skip

    def propose(row: Performance) -> Any:
        return scheduling.answer_for_venue(
            row,
            venue=row.venue,
            answer=Answer.PROPOSED,
            proposed_starts_at=row.starts_at + timedelta(minutes=30),
            note="前面有会议，20:00可以开演（示例）",
            told_by="值班员（示例）",
            by=_coordinator(),
            by_telephone=True,
        )

    scene.diary.place(
        scene.days.at(-4, 9), [show], (0, scene.days.at(-2, 16), propose),
        status=Status.HOLD, public=False, decide_by=scene.days.at(6, 12),
    )  # fmt: skip


def _showcase(scene: Scene) -> None:
    t_zero = scene.days.at(20, 19, 30)
    facts = ShowcaseFacts(
        code=CODE,
        title="草原新风——三地乌兰牧骑联演",
        short_title="三地乌兰牧骑联演",
        title_en="A New Wind on the Grassland: Three Cities at Once",
        kind=Showcase.Kind.JOINT,
        t_zero=t_zero,
        purpose="三地同时启幕，等三家剧场都同意以后一起确定。",
        organisers=(OrganiserFacts(name="示例主办单位", name_en="Example organiser"),),
        t_zero_is_example=True,
        is_example=True,
    )
    openings = [
        scene.show(
            f"三地联演{scene.cast.regions[league].name}启幕演出", home, 20, 19, 30,
            venue=scene.cast.by_name[hall], items=6, kind=Kind.SHOWCASE,
        )
        for league, hall, home in _CITIES
    ]  # fmt: skip
    made: list[Performance] = []

    def hold() -> None:
        outcome = scheduling.create_showcase(facts, openings)
        scheduling.hold_showcase(outcome.showcase, decide_by=scene.days.at(8, 18))
        made.extend(outcome.openings)

    scene.diary.write(scene.days.at(-5, 10), hold)
    scene.diary.write(scene.days.at(-4, 11), lambda: _accept(made[0], via="示例链接"))
    scene.diary.write(
        scene.days.at(-2, 15),
        lambda: _accept(
            made[1],
            by=_coordinator(),
            by_telephone=True,
            told_by="剧场值班室（示例）",
            note="装台可提前到中午（示例）",
        ),
    )


def _accept(row: Performance, **how: Any) -> Any:
    return scheduling.answer_for_venue(
        row, venue=row.venue, answer=Answer.ACCEPTED, **how
    )


def _coordinator() -> Any:
    return get_user_model().objects.get(username="coordinator")
