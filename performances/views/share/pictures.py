"""Answers with the picture of a show or a showcase.

The address holds a digest of what the card says. Whoever asks by another one, because
a chat kept an old link, is led to the picture of now: no old fact is drawn again.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from ulanmuqi.base import clock, conditions

from ...models import Performance, Showcase
from ...share_cards import SHAPES, CardFacts
from ..cards import card
from ..cards.state import State
from ..cookieless import cookieless
from ..page_facts import showcase_facts
from . import store, wording

# In seconds. A picture may be kept long, since its facts are in its address; where it
# moved to only for as long as a crowd needs.
_KEEP, _LOOK_AGAIN = 86_400, 60


@require_safe
@cookieless
def of_show(
    request: HttpRequest, public_id: str, token: str, shape: str
) -> HttpResponse:
    """Two queries. A withdrawn show has no picture."""
    now = clock.now()
    rows = Performance.objects.listed(now).for_cards().filter(public_id=public_id)
    row = rows.first() if shape in SHAPES else None
    if row is None:
        raise Http404
    show = card(row, now)
    if show.state is State.WITHDRAWN:
        raise Http404
    facts = wording.show(show, row.troupes_in_order)
    address = reverse("show_card", args=[public_id, facts.token, shape])
    return _answer(request, facts, address, shape)


@require_safe
@cookieless
def of_showcase(
    request: HttpRequest, slug: str, token: str, shape: str
) -> HttpResponse:
    """Eight queries. Nothing before it is announced."""
    now = clock.now()
    rows = Showcase.objects.public(now).filter(code=slug)
    row = rows.first() if shape in SHAPES else None
    facts = showcase_facts(row, now) if row else None
    if facts is None:
        raise Http404
    told = wording.showcase(facts)
    address = reverse("showcase_card", args=[slug, told.token, shape])
    return _answer(request, told, address, shape)


@require_safe
@cookieless
def of_site(request: HttpRequest, token: str, shape: str) -> HttpResponse:
    """No query."""
    if shape not in SHAPES:
        raise Http404
    facts = wording.site()
    address = reverse("site_card", args=[facts.token, shape])
    return _answer(request, facts, address, shape)


def _answer(
    request: HttpRequest, facts: CardFacts, address: str, shape: str
) -> HttpResponse:
    """The picture at `address`, its only one; from any other the way there."""
    if request.path != address:
        response = redirect(address)
        response["Cache-Control"] = f"public, max-age={_LOOK_AGAIN}"
        return response
    etag = f'"{facts.token}-{shape}"'
    found = conditions.judge(request.META, etag, None)
    if found == conditions.OK:
        body = store.picture(facts, shape)
        response = HttpResponse(body, content_type="image/png")
        response["Content-Length"] = str(len(body))
    else:
        response = HttpResponse(status=found)
        del response["Content-Type"]
    response["Cache-Control"] = f"public, max-age={_KEEP}"
    response["ETag"] = etag
    return response
