"""The form of a training session: when and where, who attends, who teaches, what."""

from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from troupes.models import TrainingPage
from troupes.rights import Scope
from ulanmuqi.base import clock

from ..conflicts import Conflict, Rule
from ..models import TrainingSession
from ..scheduling.training import check_training
from ..scheduling.training_facts import (
    MOST_HOURS,
    TrainingFacts,
    training_facts_of,
)
from .along import Along
from .cast import troupe_offer, work_offer
from .engagement import field_of as entry_field_of
from .engagement_fields import EngagementForm
from .told import Told, gathered, told_at
from .training_rows import (
    AttendingRows,
    TeacherOffer,
    TeacherRows,
    WorkRows,
    attending_initial,
    teacher_initial,
)

Kind = TrainingSession.Kind


class TrainingForm(EngagementForm):
    """The time and place of an entry, and what only a session says."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=Kind,
        initial=Kind.COURSE.value,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("Others read it where their plans collide with it."),
    )
    place = forms.CharField(
        label=gettext_lazy("Or the place in words"),
        max_length=120,
        required=False,
        # Translators: zh: 例如：二楼排练厅、自治区艺术学院
        help_text=gettext_lazy("For example: the rehearsal room, a school of arts."),
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Teaching hours"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
    )
    page = forms.ModelChoiceField(
        label=gettext_lazy("Its page"),
        queryset=TrainingPage.objects.none(),
        required=False,
        empty_label="—",
        help_text=gettext_lazy(
            "The page tells it in words; time, place and figures come from here."
        ),
    )
    from_venue = from_region = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = TrainingPage.objects.filter(alias_of=None).order_by("-starts_on", "-pk")
        self.fields["page"].queryset = pages.filter(_once_each())

    def _for_a_venue(self, scope: Scope) -> None:
        """A venue's contact plans no training: nothing to narrow."""


def _once_each() -> Q:
    """A translation is the same course: it is offered where it stands alone, or where
    a session names it already."""
    chinese = TrainingPage.objects.filter(locale=Locale.get_default())
    known = chinese.values("translation_key")
    told = TrainingSession.objects.exclude(page=None).values("page")
    return (
        Q(pk__in=chinese.values("pk")) | ~Q(translation_key__in=known) | Q(pk__in=told)
    )


class TrainingEntry:
    """The form and its rows, which stand or fall together; nothing typed is lost."""

    def __init__(
        self,
        user: Any,
        data: Any = None,
        *,
        session: TrainingSession | None = None,
        proposed: TrainingFacts | None = None,
    ) -> None:
        self.session = session
        known = training_facts_of(session) if session is not None else proposed
        self.form = TrainingForm(
            data,
            user=user,
            initial=initial_of(known) if known else None,
            version=session.version if session is not None else None,
        )
        troupes = troupe_offer(user)
        attending = attending_initial(known) if known else []
        if known is None and data is None and troupes.only is not None:
            attending = [{"troupe": troupes.only}]
        teachers = known.teachers if known else ()
        self.troupes = AttendingRows(
            data,
            prefix="troupes",
            form_kwargs={"troupes": troupes},
            initial=attending,
        )
        self.teachers = TeacherRows(
            data,
            prefix="teachers",
            form_kwargs={"people": TeacherOffer(user, keep=teachers)},
            initial=teacher_initial(teachers),
        )
        self.works = WorkRows(
            data,
            prefix="works",
            form_kwargs={"works": work_offer()},
            initial=[{"work": work} for work in known.works] if known else [],
        )
        self.along = Along(user, data, known=known.along if known else ())
        self.told: dict[str, list[Told]] = {}

    @property
    def media(self) -> forms.Media:
        rows = (self.troupes, self.teachers, self.works, self.along.rows)
        return sum((part.media for part in rows), self.form.media)

    def is_valid(self) -> bool:
        parts = (self.form, self.troupes, self.teachers, self.works, self.along)
        # Each is asked, so that every field tells its own error at once.
        return not [part for part in parts if not part.is_valid()]

    def facts(self) -> TrainingFacts:
        """Call after is_valid."""
        values = self.form.cleaned_data
        return TrainingFacts(
            kind=values["kind"],
            title=values["title"].strip(),
            starts_at=values["starts_at"],
            ends_at=values["ends_at"],
            troupes=self.troupes.facts(),
            teachers=self.teachers.facts(),
            works=self.works.chosen(),
            along=self.along.chosen(),
            venue=values["venue"],
            takes_venue=values["takes_venue"],
            region=values["region"],
            place=values["place"].strip(),
            hours=values["hours"],
            firm=values["firmness"] == "firm",
            note=values["note"],
            page=values["page"],
            is_example=bool(self.session and self.session.is_example),
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """What stands against its time as far as it is typed (call after is_valid)."""
        values = self.form.cleaned_data
        needed = {"kind", "starts_at", "ends_at", "firmness", "venue", "region"}
        if not needed <= values.keys() or not self.troupes.facts():
            return ()
        for name in ("title", "place", "note"):
            values.setdefault(name, "")
        for name in ("hours", "page"):
            values.setdefault(name, None)
        return check_training(self.facts(), session=self.session)

    def tell(self, conflicts: Any) -> None:
        self.told = gathered(told_at(one, field_of(one)) for one in conflicts)

    @property
    def asks_to_accept(self) -> bool:
        if self.form.is_bound and self.form.data.get("accept"):
            return True
        told = [one for group in self.told.values() for one in group]
        return any(one.severity == "warn" for one in told)


def field_of(conflict: Conflict) -> str:
    """The field whose change would mend the conflict."""
    return "along" if conflict.rule is Rule.NEVER_BOTH else entry_field_of(conflict)


def initial_of(facts: TrainingFacts) -> dict[str, Any]:
    """What the fields show: whole days without hours."""
    zone = ZoneInfo(facts.venue.time_zone) if facts.venue else clock.SHANGHAI
    starts, ends = (at.astimezone(zone) for at in (facts.starts_at, facts.ends_at))
    whole = starts.time() == time(0) == ends.time()
    last = (ends - timedelta(seconds=1)).date() if whole else ends.date()
    return {
        **{
            name: getattr(facts, name)
            for name in (
                *("kind", "title", "venue", "region", "place", "hours", "page"),
                *("takes_venue", "note"),
            )
        },
        "day": starts.date(),
        "hour": None if whole else starts.time(),
        "last_day": last if last != starts.date() else None,
        "until": None if whole else ends.time(),
        "firmness": "firm" if facts.firm else "held",
    }
