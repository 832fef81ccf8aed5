"""The facts of a training session as a caller states them: plain frozen values."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from troupes.models import Member, StageTruck, TrainingPage, Troupe, Work
from ulanmuqi.places.models import Region, Venue

from ..models import ArtAdviser, Engagement, TrainingSession
from .engagement_facts import EngagementFacts, engagement_facts_of
from .errors import Refused

Kind = TrainingSession.Kind
MOST_PEOPLE = 9999
MOST_HOURS = 2000
MOST_TROUPES = 20


@dataclass(frozen=True, slots=True)
class AttendingFacts:
    troupe: Troupe
    expected: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherFacts:
    """One of: a name in words, a member of a crew (whose time is taken), an adviser."""

    name: str = ""
    known_as: str = ""
    member: Member | None = None
    adviser: ArtAdviser | None = None
    may_name: bool = False

    @property
    def who(self) -> Any:
        return self.adviser or self.member or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFacts:
    """Everything one says of a session before it is held. Instants are aware.

    Its own time takes the troupes, the teaching members, what comes `along` and the
    venue where `takes_venue`.
    """

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    troupes: tuple[AttendingFacts, ...]
    teachers: tuple[TeacherFacts, ...] = ()
    works: tuple[Work, ...] = ()
    along: tuple[StageTruck | Member, ...] = ()
    venue: Venue | None = None
    takes_venue: bool = True
    region: Region | None = None
    place: str = ""
    hours: int | None = None
    firm: bool = True
    note: str = ""
    page: TrainingPage | None = None
    is_example: bool = False

    def columns(self) -> dict[str, Any]:
        """The facts that are columns of the session's own row."""
        apart = {"troupes", "teachers", "works", "along", "takes_venue", "firm", "note"}
        names = [f.name for f in fields(self) if f.name not in apart]
        values = {name: getattr(self, name) for name in names}
        if self.venue is not None:
            values["region"] = self.venue.region
        return values

    def takes(self) -> tuple[Any, ...]:
        troupes = [part.troupe for part in self.troupes]
        members = [one.member for one in self.teachers if one.member is not None]
        hall = (self.venue,) if self.venue is not None and self.takes_venue else ()
        return tuple(dict.fromkeys((*troupes, *members, *self.along, *hall)))

    def engagement(self, now: datetime) -> EngagementFacts:
        """Its time as an entry of the calendar. What is over when it is entered takes
        its time softly: it happened, whatever else stands there."""
        return EngagementFacts(
            kind=Engagement.Kind.TRAINING,
            title=self.title,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            takes=self.takes(),
            firm=self.firm and self.ends_at > now,
            venue=self.venue,
            region=self.region,
            note=self.note,
            is_example=self.is_example,
        )


def training_facts_of(row: TrainingSession) -> TrainingFacts:
    """The facts a row holds now (load with `for_rows`); some queries for what its
    engagement takes."""
    teachers = tuple(
        TeacherFacts(
            name=one.name,
            known_as=one.known_as,
            member=one.member,
            adviser=one.adviser,
            may_name=one.may_name,
        )
        for one in row.teachers.all()
    )
    troupes = tuple(
        AttendingFacts(part.troupe, part.expected) for part in row.troupe_parts.all()
    )
    own = {
        name: getattr(row, name)
        for name in (
            *("kind", "title", "starts_at", "ends_at", "venue", "region"),
            *("place", "hours", "page", "is_example"),
        )
    }
    return TrainingFacts(
        troupes=troupes,
        teachers=teachers,
        works=tuple(part.work for part in row.work_parts.all()),
        **own,
        **_taken(row, teachers),
    )


def _taken(row: TrainingSession, teachers: tuple[TeacherFacts, ...]) -> dict[str, Any]:
    if row.engagement_id is None:
        return {}
    entry = Engagement.objects.for_rows().get(pk=row.engagement_id)
    facts = engagement_facts_of(entry)
    teaching = {one.member for one in teachers if one.member is not None}
    along = tuple(
        one
        for one in facts.takes
        if isinstance(one, StageTruck | Member) and one not in teaching
    )
    return {
        "along": along,
        "takes_venue": facts.venue is None or facts.venue in facts.takes,
        "firm": facts.firm,
        "note": facts.note,
    }


def sound_training(facts: TrainingFacts) -> None:
    """Raises Refused at the field for what the entry of the calendar does not judge."""
    if facts.kind not in Kind.values:
        raise Refused(_("Choose what it is."), field="kind")
    if not facts.title.strip():
        raise Refused(_("Give it a title."), field="title")
    if not facts.troupes:
        raise Refused(_("Choose at least one troupe that attends."), field="troupes")
    if len({part.troupe for part in facts.troupes}) < len(facts.troupes):
        raise Refused(_("One troupe stands here twice."), field="troupes")
    if max(len(facts.troupes), len(facts.teachers), len(facts.works)) > MOST_TROUPES:
        raise Refused(
            _("One session has at most %(count)s troupes, teachers and works.")
            % {"count": MOST_TROUPES},
            field="troupes",
        )
    _sound_numbers(facts)
    _sound_teachers(facts)
    if any(work.merged_into_id is not None for work in facts.works):
        raise Refused(
            _("This work was merged into another. Choose that one."), field="works"
        )


def _sound_numbers(facts: TrainingFacts) -> None:
    for part in facts.troupes:
        sound_people(part.expected, field="troupes")
    if facts.hours is not None and not 1 <= facts.hours <= MOST_HOURS:
        raise Refused(
            _("Between 1 and %(most)s hours.") % {"most": MOST_HOURS}, field="hours"
        )


def sound_people(count: int | None, *, field: str) -> None:
    """Raises Refused for a number of people nobody can have counted."""
    if count is not None and not 0 <= count <= MOST_PEOPLE:
        raise Refused(
            _("Between 0 and %(most)s people.") % {"most": MOST_PEOPLE}, field=field
        )


def _sound_teachers(facts: TrainingFacts) -> None:
    for one in facts.teachers:
        said = [bool(one.name), one.member is not None, one.adviser is not None]
        if said.count(True) != 1:
            raise Refused(
                _("Each row names one person: an adviser, a member, or a name."),
                field="teachers",
            )
    if len({one.who for one in facts.teachers}) < len(facts.teachers):
        raise Refused(_("One person stands here twice."), field="teachers")
