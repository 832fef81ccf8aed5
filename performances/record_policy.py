"""Who sees, makes and reviews reports of what was done (architecture 5.11).

Members of a troupe see its reports, leaders and editors make and mend them, those who
coordinate its region review and may mend them. Others have no business with them.
"""

from typing import Any

from django.db.models import Model, Q, QuerySet

from troupes.models import Troupe
from troupes.rights import Scope, scope_of
from ulanmuqi.base import row_policy

from .models import FieldAct, Performance, Record, TroupeDay

VERBS = frozenset({"view", "report", "change", "review"})
# What Wagtail asks of rows a form makes and deletes: a troupe's own to say.
_OF_FORMS = {"add": "report", "delete": "change"}


class RecordPolicy:
    """Of a joint show any troupe in it may report the one record, and a league with a
    troupe in it, or the place, may review it.

    Verbs: view, report, change, review."""

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        keys = Performance.objects.filter(_shows_in_reach(scope)).values("pk")
        return rows.filter(performance__in=keys)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        if verb not in VERBS:
            return False
        if not isinstance(row, Record):
            return _may_somewhere(scope_of(user), verb)
        return self.may_of_show(user, verb, row.performance)

    def may_of_show(self, user: Any, verb: str, show: Performance) -> bool:
        """The same of a show, whether or not it has a record yet."""
        scope = scope_of(user)
        troupes = show.troupes_in_order
        if scope.covers(show.region) or any(scope.covers(t.region) for t in troupes):
            return True
        keys = {troupe.pk for troupe in troupes}
        return bool(keys & _theirs(scope, verb))

    def missing(self, user: Any, rows: QuerySet) -> QuerySet:
        """Those of a query of shows whose record the user would see."""
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        keys = Performance.objects.filter(_shows_in_reach(scope)).values("pk")
        return rows.filter(pk__in=keys)


class OfTroupePolicy:
    """A troupe's days, its coaching and its services. Verbs as of records."""

    model: type[TroupeDay] | type[FieldAct]

    def __init__(self, model: type[TroupeDay] | type[FieldAct]) -> None:
        self.model = model

    def visible(self, user: Any, rows: QuerySet) -> QuerySet:
        scope = scope_of(user)
        if scope.everywhere:
            return rows
        reach = Q(troupe__in=scope.troupes | scope.member_of)
        if scope.coordinates:
            reach |= scope.in_regions("troupe__region__path")
        return rows.filter(reach)

    def may(self, user: Any, verb: str, row: Model | None = None) -> bool:
        verb = _OF_FORMS.get(verb, verb)
        if verb not in VERBS:
            return False
        if not isinstance(row, self.model):
            return _may_somewhere(scope_of(user), verb)
        return self.may_of_troupe(user, verb, row.troupe)

    @staticmethod
    def may_of_troupe(user: Any, verb: str, troupe: Troupe) -> bool:
        scope = scope_of(user)
        return scope.covers(troupe.region) or troupe.pk in _theirs(scope, verb)


def _theirs(scope: Scope, verb: str) -> frozenset[int]:
    """Troupes whose reports the user sees, or makes; to review takes a league."""
    if verb == "review":
        return frozenset()
    return scope.troupes | scope.member_of if verb == "view" else scope.troupes


def _may_somewhere(scope: Scope, verb: str) -> bool:
    return scope.coordinates or bool(_theirs(scope, verb))


def _shows_in_reach(scope: Scope) -> Q:
    reach = Q(troupes__in=scope.troupes | scope.member_of)
    if scope.coordinates:
        reach |= scope.in_regions("region__path")
        reach |= scope.in_regions("troupes__region__path")
    return reach


RECORDS = RecordPolicy()
DAYS = OfTroupePolicy(TroupeDay)
ACTS = OfTroupePolicy(FieldAct)


def register() -> None:
    """Called once, when the app registry is ready."""
    row_policy.register(Record, RECORDS)
    row_policy.register(TroupeDay, DAYS)
    row_policy.register(FieldAct, ACTS)
