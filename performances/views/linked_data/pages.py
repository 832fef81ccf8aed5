"""A showcase, a troupe and a venue with the shows their pages list."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from troupes.models import Troupe
from ulanmuqi.base.templatetags.site_nav import address as in_language
from ulanmuqi.places.public import PublicPlace

from ..cards import DayGroup, PerformanceCard, ShowcaseCard
from ..cards import place as words
from ..page_facts import Coming, ShowcaseFacts
from .events import SCHEMA, listed
from .things import Thing, absolute, filled, identity, organisation, place

# A page lists what comes next; more would weigh as much as the page itself.
MOST = 12


def showcase(facts: ShowcaseFacts, *, image: str = "") -> Thing:
    """A series whose openings and other shows are its parts."""
    cards = [*facts.openings, *_cards(facts.others)]
    path = in_language(f"showcases/{facts.code}/")
    starts = facts.opens_at.isoformat(timespec="minutes") if facts.opens_at else ""
    launch = facts.launch_date.isoformat() if facts.launch_date else ""
    # Translators: zh: 示例
    mark = f"〔{_('Example')}〕" if facts.is_example else ""
    return {"@context": SCHEMA} | filled(
        _type="EventSeries",
        _id=identity(path),
        name=mark + facts.title,
        url=absolute(path),
        description=facts.purpose,
        startDate=starts or launch,
        endDate=facts.end_date.isoformat() if facts.end_date else "",
        organizer=[organisation(name) for name in facts.organisers],
        subEvent=[listed(card) for card in cards],
        image=image,
    )


def troupe(row: Troupe, coming: Coming | None, *, image: str = "") -> Thing:
    """A performing group and what it plays next."""
    founded = row.founded_on.isoformat() if row.founded_on else ""
    path = in_language(f"troupes/{row.code}/")
    return {"@context": SCHEMA} | filled(
        _type="PerformingGroup",
        _id=identity(path),
        name=row.local_name,
        url=absolute(path),
        foundingDate=founded or (str(row.founded_year) if row.founded_year else ""),
        telephone=row.public_phone,
        event=[listed(card) for card in _cards(coming.days if coming else ())],
        image=image,
    )


def venue(at: PublicPlace, groups: Iterable[DayGroup]) -> Thing:
    """A public venue and what plays there; never called for a private one."""
    path = in_language(f"venues/{at.code}/")
    return (
        {"@context": SCHEMA}
        | place(at)
        | filled(
            _type="EventVenue",
            _id=identity(path),
            name=words.venue_name(at),
            url=absolute(path),
            event=[listed(card) for card in _cards(groups)],
        )
    )


def _cards(groups: Iterable[DayGroup]) -> list[PerformanceCard]:
    """The first shows of the days, those inside framed entries and folds too."""
    found: list[PerformanceCard] = []
    for group in groups:
        for entry in group.entries:
            if isinstance(entry, ShowcaseCard):
                found += [opening.show for opening in entry.openings]
            else:
                found.append(entry)
        for league in group.leagues:
            found += league.shows
    return found[:MOST]
