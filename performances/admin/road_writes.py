"""What creating and changing a leg or a notice share: the verb, its refusals, and the
page that follows, which lists what it does to the schedule."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..scheduling import SchedulingError
from ..scheduling.rides import Effect, Ride
from ..scheduling.road_legs import RoadOutcome
from .refusals import announce_refusal, at_field


class RoadWrite:
    """Between a Row view and its form: `write` is the verb."""

    inspect_url_name = ""

    def write(self, form: Any) -> RoadOutcome:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        try:
            outcome = self.write(form)
        except SchedulingError as error:
            at_field(form, error)
            announce_refusal(self.request, error)
            return self._again(form)
        except IntegrityError:
            # Somebody entered the same leg between our look and our write.
            form.add_error(
                None, _("This leg is in the table already. Change that one.")
            )
            return self._again(form)
        self.object = outcome.row
        tell(self.request, outcome.rides)
        return redirect(reverse(self.inspect_url_name, args=[quote(outcome.row.pk)]))

    def _again(self, form: Any) -> HttpResponse:
        self.produced_error_message = None
        return self.form_invalid(form)


def tell(request: HttpRequest, rides: Iterable[Ride]) -> None:
    """The consequence in one line; the page lists them all."""
    effects = [ride.effect for ride in rides]
    lost, tighter = effects.count(Effect.LOST), effects.count(Effect.TIGHTER)
    if lost:
        sentence = ngettext(
            "Saved. %(count)s journey cannot be made now: look below and act.",
            "Saved. %(count)s journeys cannot be made now: look below and act.",
            lost,
        )
        messages.warning(request, sentence % {"count": lost})
    elif tighter:
        sentence = ngettext(
            "Saved. %(count)s journey has less time to spare; all can be made.",
            "Saved. %(count)s journeys have less time to spare; all can be made.",
            tighter,
        )
        messages.success(request, sentence % {"count": tighter})
    elif effects:
        sentence = ngettext(
            "Saved. %(count)s journey was judged again; it can be made.",
            "Saved. %(count)s journeys were judged again; all can be made.",
            len(effects),
        )
        messages.success(request, sentence % {"count": len(effects)})
    else:
        messages.success(request, _("Saved. No coming journey uses this road."))
