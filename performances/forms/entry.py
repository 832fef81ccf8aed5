"""One entry in the schedule: the show's form, its troupes and its programme."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ..conflicts import Conflict, ResourceKind, Rule, Severity
from ..models import Performance
from ..scheduling import ShowFacts, check
from ..statuses import OFF, Status
from .along import Along
from .cast import (
    ItemRows,
    TroupeRows,
    programme_initial,
    troupe_offer,
    usual_cast,
    work_offer,
)
from .needs import NEEDS
from .show import ShowForm, show_initial
from .told import Told, gathered, told_at

# What a judgement needs to know of a show.
_JUDGED = (
    "starts_at", "ends_at", "precision", "day_part", "venue", "region",
    "load_in_minutes", "strike_minutes", "mode", *NEEDS,
)  # fmt: skip


class ShowEntry:
    """Four forms that stand or fall together; nothing typed is lost when invalid.

    `source` is a show whose facts are proposed for a new one, `proposed` single
    values by the names of the fields, `troupe` among them.
    """

    def __init__(
        self,
        user: Any,
        data: Any = None,
        *,
        performance: Performance | None = None,
        source: Performance | None = None,
        proposed: Mapping[str, Any] | None = None,
    ) -> None:
        self.performance = performance
        initial = show_initial(source) if source is not None else dict(proposed or {})
        self.form = ShowForm(data, user=user, performance=performance, initial=initial)
        known = performance or source
        troupes = troupe_offer(user)
        if known:
            cast = [{"troupe": one} for one in known.troupes_in_order]
        elif proposed and "troupe" in proposed:
            cast = [{"troupe": proposed["troupe"]}]
        else:
            cast = usual_cast(troupes, is_typed=data is not None)
        self.troupes = TroupeRows(
            data,
            prefix="troupes",
            form_kwargs={"troupes": troupes},
            initial=cast,
        )
        self.programme = ItemRows(
            data,
            prefix="programme",
            form_kwargs={"works": work_offer()},
            initial=programme_initial(known) if known else [],
        )
        self.along = Along(user, data, known=known.along_in_order if known else [])
        self.told: dict[str, list[Told]] = {}

    @property
    def media(self) -> forms.Media:
        parts = (self.troupes, self.along.rows, self.programme)
        return sum((part.media for part in parts), self.form.media)

    def is_valid(self) -> bool:
        parts = (self.form, self.troupes, self.along, self.programme)
        # Each is asked, so that every field tells its own error at once.
        return not [part for part in parts if not part.is_valid()]

    def facts(self) -> ShowFacts:
        """Call after is_valid."""
        return ShowFacts(
            **self.form.plain_facts(),
            troupes=self.troupes.chosen(),
            along=self.along.chosen(),
            programme=self.programme.facts(),
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """What stands against the show as far as it is typed (call after is_valid).

        Nothing while its time is not known or when it is off. A draft is judged as if
        it were confirmed, so that trouble shows early.
        """
        values = self.form.cleaned_data
        if self.form.becomes in OFF or "ends_at" not in values or self._lacks_place():
            return ()
        facts = ShowFacts(
            title=values.get("title") or _("this show"),
            troupes=self.troupes.chosen(),
            along=self.along.chosen(),
            **{name: values[name] for name in _JUDGED if name in values},
        )
        is_draft = self.form.becomes == Status.DRAFT
        found = check(
            facts,
            performance=self.performance,
            status=Status.CONFIRMED if is_draft else self.form.becomes,
        )
        return tuple(c for c in found if not (is_draft and c.rule is Rule.NO_HOUR))

    def _lacks_place(self) -> bool:
        return bool({"venue", "region"} & set(self.form.errors))

    def tell(self, conflicts: Iterable[Conflict]) -> None:
        """Puts each conflict beside the field that can mend it."""
        self.told = gathered(told_of(conflict) for conflict in conflicts)

    @property
    def asks_to_accept(self) -> bool:
        """Whether the field for accepting warnings has to be shown."""
        if self.form.is_bound and self.form.data.get("accept"):
            return True
        told = [one for group in self.told.values() for one in group]
        return any(one.severity == Severity.WARN for one in told)


_FIELDS = {
    Rule.NO_HOUR: "hour",
    Rule.VENUE_UNKNOWN: "venue",
    Rule.TOO_LONG: "minutes",
    Rule.PAST_START: "day",
    Rule.REPORTED: "day",
    Rule.DAILY_LIMIT: "day",
    Rule.DAYS_IN_A_ROW: "day",
    Rule.SHORT_REST: "hour",
    Rule.AFTER_DARK: "hour",
    Rule.WINTER_OUTDOORS: "venue",
    Rule.CLOSED_HOURS: "crew",
    Rule.CAPACITY: "audience",
    Rule.STAGE_SIZE: "stage",
    Rule.POWER: "power",
    Rule.DRESSING_ROOMS: "rooms",
    Rule.TRUCK_ACCESS: "rooms",
    Rule.HEATING: "rooms",
    Rule.LIGHT: "rooms",
    Rule.SOUND: "rooms",
    Rule.SHEET_UNKNOWN: "needs",
    Rule.NEVER_BOTH: "along",
}
_KINDS = {
    ResourceKind.VENUE: "venue",
    ResourceKind.TRUCK: "along",
    ResourceKind.MEMBER: "along",
}


def field_of(conflict: Conflict) -> str:
    """The field whose change would mend the conflict."""
    if conflict.rule in _FIELDS:
        return _FIELDS[conflict.rule]
    if conflict.params.get("mine_is_show"):
        return "troupes"
    kind = conflict.resource.kind if conflict.resource else ResourceKind.TROUPE
    # Of an exclusion, what the show itself takes of it.
    kind = ResourceKind(conflict.params.get("via_kind", kind))
    return _KINDS.get(kind, "troupes")


def told_of(conflict: Conflict) -> Told:
    return told_at(conflict, field_of(conflict))
