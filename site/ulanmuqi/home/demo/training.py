"""Invented training: sessions that take their troupes' days, who was there, the
advisers, and works that other troupes adopted. Nobody is named: the names say so."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from performances.models import ArtAdviser, TrainingSession
from performances.scheduling.adoptions import AdoptionFacts, adopt_work
from performances.scheduling.advisers import AdviserFacts, PairingFacts, enter_adviser
from performances.scheduling.training import plan_training, revise_training
from performances.scheduling.training_facts import (
    AttendingFacts,
    TeacherFacts,
    TrainingFacts,
    training_facts_of,
)
from performances.scheduling.training_report import (
    AttendanceFacts,
    report_training,
    review_training,
)
from troupes.models import TrainingPage, Troupe
from ulanmuqi.base import clock

from .cast import Cast
from .days import Days
from .diary import Diary
from .stories import TRAINING, Story

# Name, what they teach, and the homes of the troupes they look after.
_ADVISERS = (
    ("示例指导员甲", "声乐", ("152524", "152222")),
    ("示例指导员乙", "舞蹈编导", ("150722", "150723")),
    ("示例指导员丙", "曲艺与剧本", ("150823", "152223")),
)
_PAIRED_FOR = 400
# Work, who adopted it, and how many days ago.
_ADOPTED = (
    ("牧场上的歌", "152523", 210),
    ("牧场上的歌", "150626", 90),
    ("红色嫩芽", "150125", 150),
    ("稻香", "152224", 60),
)
_KINDS = (
    TrainingSession.Kind.STUDY,
    TrainingSession.Kind.STUDY,
    TrainingSession.Kind.WORKSHOP,
    TrainingSession.Kind.PAIRING,
    TrainingSession.Kind.COURSE,
    TrainingSession.Kind.COURSE,
)
# Days after the end: reported by the troupes, reviewed by the league.
_REPORTED, _REVIEWED = 1, 9


def write(diary: Diary, cast: Cast, days: Days) -> None:
    """Before the tours, which keep out of the way of what is planned here."""
    diary.write(days.entered(-58), partial(_advise, cast, days))
    for kind, story in zip(_KINDS, TRAINING, strict=True):
        troupes = list(_free(cast, days, story))
        if troupes:
            entered = days.entered(min(story.day - 14, -2))
            diary.write(entered, partial(_plan, cast, days, story, kind, troupes))
    for title, home, ago in _ADOPTED:
        diary.write(days.entered(-ago), partial(_adopt, cast, days, title, home, ago))


def tell(days: Days) -> None:
    """Once the pages stand: each tells of its session; what is over is reported, and
    the oldest reviewed. The one before last waits for its report."""
    pages = {page.title: page for page in TrainingPage.objects.all()}
    for story in TRAINING:
        row = TrainingSession.objects.for_rows().filter(title=story.title).first()
        if row is None:
            continue
        facts = replace(training_facts_of(row), page=pages[story.title])
        row = revise_training(row, facts, accept="示例").session
        _report(row, story, days)


def _report(row: TrainingSession, story: Story, days: Days) -> None:
    told, looked = (
        row.ends_at + timedelta(days=after, hours=10)
        for after in (_REPORTED, _REVIEWED)
    )
    if told > days.latest or story.day > -10:
        return
    troupes = row.troupes_in_order
    share, rest = divmod(story.trainees or 0, len(troupes))
    people = {one: share + (rest if one == troupes[0] else 0) for one in troupes}
    with clock.frozen(told):
        row = report_training(row, AttendanceFacts(people=people))
    if looked <= days.latest:
        with clock.frozen(looked):
            review_training(row)


def _free(cast: Cast, days: Days, story: Story) -> Iterator[Troupe]:
    """Its troupes that have all of its days free; they are taken then."""
    dates = [days.day(story.day + number) for number in range(story.lasts)]
    for code in story.troupes:
        troupe = cast.troupes[code]
        if all(cast.is_free(troupe, date) for date in dates):
            cast.take(troupe, *dates)
            yield troupe


def _plan(
    cast: Cast, days: Days, story: Story, kind: str, troupes: list[Troupe]
) -> None:
    home = cast.troupes[story.troupes[0]].region
    adviser = _adviser_of(troupes)
    teachers = (TeacherFacts(name="示例老师", known_as="请来的老师", may_name=True),)
    if adviser is not None:
        teachers = (TeacherFacts(adviser=adviser, may_name=True),)
    plan_training(
        TrainingFacts(
            kind=kind,
            title=story.title,
            starts_at=days.at(story.day, 0),
            ends_at=days.at(story.day + story.lasts, 0),
            troupes=tuple(
                AttendingFacts(one, (story.trainees or 20) // len(story.troupes))
                for one in troupes
            ),
            teachers=teachers,
            works=tuple(cast.works_of[troupes[0].pk][:1]),
            region=home,
            place=story.place,
            hours=story.hours,
            is_example=True,
        ),
        accept="示例：来回路上各留一天",
    )


def _adviser_of(troupes: list[Troupe]) -> ArtAdviser | None:
    """The adviser paired with one of them, if any."""
    paired = ArtAdviser.objects.filter(pairings__troupe__in=troupes)
    return paired.order_by("pk").first()


def _advise(cast: Cast, days: Days) -> None:
    since = days.day(-_PAIRED_FOR)
    for name, known_for, homes in _ADVISERS:
        enter_adviser(
            AdviserFacts(
                name=name,
                known_for=known_for,
                home="自治区级院团（示例）",
                may_name=True,
                pairings=tuple(
                    PairingFacts(cast.troupes[home], since) for home in homes
                ),
                is_example=True,
            )
        )


def _adopt(cast: Cast, days: Days, title: str, home: str, ago: int) -> None:
    adopt_work(
        AdoptionFacts(
            work=cast.works[title],
            troupe=cast.troupes[home],
            since=days.day(-ago),
            is_example=True,
        )
    )
