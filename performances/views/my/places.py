"""A place that is in no list: added on the road, and what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from troupes.rights import scope_of

from ...forms.place import PlaceForm
from ...models import AddedPlace, DeviceLogin
from ...scheduling import SchedulingError, TryAgain
from ...scheduling.added_places import Similar, add_place
from .door import BOTH, done, my_page
from .frame import frame
from .pages import desk_of
from .refusals import NotTheirs, Whose

SHOWN = 20


@my_page(BOTH, keep=True)
def places(request: HttpRequest, device: DeviceLogin) -> HttpResponse:
    """The form, and the places one's troupes added, the latest first. For whoever
    writes for a troupe."""
    mine = scope_of(device.user).troupes
    if not mine:
        raise NotTheirs(Whose())
    form = PlaceForm(device.user, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            add_place(form.facts(), by=device.user)
        except Similar as error:
            form.similar = error.venues
            form.add_error("name", str(error))
        except SchedulingError as error:
            form.add_error(
                error.field if error.field in form.fields else None, str(error)
            )
            status = 503 if isinstance(error, TryAgain) else 200
        else:
            return done(request, f"{reverse('my_places')}?done=place")
    rows = AddedPlace.objects.for_rows().filter(troupe__in=mine)[:SHOWN]
    context = {
        **frame(device),
        "phone": desk_of(form.troupes[0]),
        "form": form,
        "rows": rows,
        "is_added": request.GET.get("done") == "place",
    }
    return render(request, "my/places.html", context, status=status)
