"""A place that is in no list, added from the show's own form: nothing typed is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from troupes.rights import scope_of
from ulanmuqi.base.quotes import within_quotes

from ..forms.place import PlaceForm
from ..scheduling import SchedulingError
from ..scheduling.added_places import Similar, add_place
from .refusals import at_field

PREFIX = "place"
ADD, USE = "add_place", "use_place"


class AddsPlace:
    """For a `VerbForm` whose form has a venue. The part is a form within the form:
    pressing its button, or Save with its name filled and no venue chosen, adds the
    place, chooses it and shows the form again."""

    place_form: PlaceForm | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.adds_places:
            return super().post(request, *args, **kwargs)
        used = request.POST.get(USE, "")
        if used.isascii() and used.isdigit() and len(used) < 10:
            return self._again(int(used))
        named = request.POST.get(f"{PREFIX}-name", "").strip()
        if ADD in request.POST or (named and not request.POST.get("venue")):
            return self._add_place(request)
        return super().post(request, *args, **kwargs)

    @property
    def adds_places(self) -> bool:
        """For people of a troupe; coordinators enter a venue with all there is."""
        scope = scope_of(self.request.user)
        return bool(scope.troupes) and not scope.coordinates

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.adds_places:
            user = self.request.user
            kwargs["place_form"] = self.place_form or PlaceForm(user, prefix=PREFIX)
        return super().get_context_data(**kwargs)

    def _add_place(self, request: HttpRequest) -> HttpResponse:
        form = self.place_form = PlaceForm(request.user, request.POST, prefix=PREFIX)
        if not form.is_valid():
            return self._again()
        try:
            row = add_place(form.facts(), by=request.user)
        except Similar as error:
            form.similar = error.venues
            form.add_error("name", str(error))
            return self._again()
        except SchedulingError as error:
            at_field(form, error)
            return self._again()
        told = _("“%(name)s” is added and chosen as the venue. Now save the show.")
        messages.success(request, told % {"name": within_quotes(str(row.venue))})
        self.place_form = None
        return self._again(row.venue_id)

    def _again(self, venue: int | None = None) -> HttpResponse:
        data = self.request.POST.copy()
        if venue is not None:
            data["venue"] = str(venue)
            data["region"] = ""
            self.place_form = None
        return self.page(self.entry(data))
