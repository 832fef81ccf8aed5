"""What makes a request look like nobody's: counted in the database, so that every
process and machine counts the same. Nothing is thrown away for it."""

import re
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ulanmuqi.base import clock

from ..models import Request
from .errors import Refused
from .request_asking import RequestFacts, phone_keys

# A culture station may share its operator's address with half a town.
FROM_NETWORK, FROM_TELEPHONE = 6, 3
# More than a banner asks in a day: from wherever they come, somebody looks first.
FOR_BANNER = 15
MOST_OF_TELEPHONE = 10
DAY, WEEK = timedelta(days=1), timedelta(days=7)
# More unchecked ones than anybody will read: then the telephone is the way.
MOST_HELD = 300

LINKS, NETWORK, TELEPHONE, BANNER, QUICK, TRAP = (
    "links", "network", "telephone", "banner", "quick", "trap",
)  # fmt: skip
# Put right by the answer to a simple question; the others are looked at by somebody.
ANSWERED = frozenset({QUICK})
_LINK = re.compile(r"https?:|www\.|\.(?:com|cn|net|top|xyz|shop)\b", re.IGNORECASE)


def doubts_about(facts: RequestFacts, network: str) -> tuple[str, ...]:
    """What speaks against it; three queries. Raises Refused where one telephone asked
    for so many that only a person can sort them out, or nobody can read them all."""
    now = clock.now()
    keys = phone_keys(facts.contact_phone)
    recent = Request.objects.filter(phone_key__in=keys, asked_at__gt=now - WEEK).count()
    if recent >= MOST_OF_TELEPHONE:
        raise Refused(
            _(
                "There are many requests with this telephone already. Please call the "
                "office, so that none is lost."
            ),
            field="contact_phone",
        )
    found = []
    texts = (facts.note, facts.place_name, facts.space, facts.when_words)
    if any(_LINK.search(text) for text in (*texts, facts.contact_name)):
        found.append(LINKS)
    if Request.objects.filter(network_key=network).count() >= FROM_NETWORK:
        found.append(NETWORK)
    if recent >= FROM_TELEPHONE:
        found.append(TELEPHONE)
    sent = Request.objects.filter(source=Request.Source.PAGE, asked_at__gt=now - DAY)
    here = sent.filter(region__banner=facts.region.banner_id)
    if here.count() >= FOR_BANNER:
        found.append(BANNER)
    return tuple(found)


def is_full() -> bool:
    """Whether so many wait to be checked that the page takes no doubtful ones more."""
    return Request.objects.filter(state=Request.State.HELD).count() >= MOST_HELD
