"""A few of the demo's pages in English, so that both can be seen: a translation, and a
page without one. Nothing is added to what the Chinese page says."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page

from ulanmuqi.base import clock
from ulanmuqi.home.models import HomePage
from ulanmuqi.home.translating import make_the_way

from .founding import CODE as FOUNDING
from .page_words import Block, facts, stream, text


@dataclass(frozen=True, slots=True)
class Words:
    """`told` is the lead, or the summary of news."""

    title: str
    told: str
    body: tuple[Block, ...] = ()


# By the title of the Chinese page.
ENGLISH = {
    "关于本站": Words(
        "About this site",
        "Which Ulanmuqi troupe plays where, and when.",
        (
            ("heading", "What you can do here"),
            text(
                "Read the schedule: find shows by day, league or troupe. Every show "
                "has a page of its own; moved and cancelled shows say so first, with "
                "the reason.",
                "Subscribe to a calendar: follow a troupe, a venue or a league, and "
                "its shows appear in the calendar of your phone and keep up with "
                "changes.",
                "See openings in several cities: shows that begin at the same instant "
                "stand side by side in one score.",
            ),
            ("heading", "Ulanmuqi"),
            text(
                "Ulanmuqi is Mongolian for “red bud”. It came to mean the small "
                "troupes that carry music, dance and spoken art across the grassland. "
                "They are few, everyone does several things, and their programmes are "
                "short and varied. The first one was founded in Sonid Right Banner in "
                "1957."
            ),
        ),
    ),
    "四地联演开始订阅": Words(
        "Calendars for the four-city opening are ready",
        "Alxa, Ordos, Xilingol and Hulunbuir open at the same instant. You can "
        "subscribe to the calendar now.",
        (
            text(
                "Admission is free in all four cities, doors open 45 minutes before "
                "the start, first come, first served. All four are shown online as "
                "well."
            ),
        ),
    ),
    "哪些场次要看天": Words(
        "Which shows depend on the weather",
        "Some shows in Ejin, Sonid Left Banner and elsewhere are conditional. It is "
        "decided two hours before the start at the latest.",
        (
            text(
                "The page of a conditional show says by when it is decided. If you "
                "subscribe to a calendar you need not watch the page: it updates once "
                "the decision is made."
            ),
        ),
    ),
    "流动舞台车操作与用电安全": Words(
        "Working with the stage truck, and with power",
        "Setting up, taking down, connecting power, wind ropes: everyone does each "
        "once.",
        (text("What was talked about most: in which wind the stage stays folded."),),
    ),
    "《红色嫩芽》": Words(
        "Red Bud",
        "A group dance that sets out from two horse carts and arrives on today’s "
        "stage.",
    ),
    "苏尼特右旗乌兰牧骑": Words(
        "Ulanmuqi of Sonid Right Banner",
        "The first Ulanmuqi was founded here on 17 June 1957, with nine members.",
    ),
}
SHOWCASES = {
    FOUNDING: Words(
        "Showcase of new works by the Ulanmuqi troupes of Inner Mongolia",
        "On 20 November 2023 this showcase opened at the same time in Hohhot, Xing'an "
        "League and Bayannur, with new works made since the programme “Learn · Create "
        "· Perform” began.",
        (
            ("heading", "Learn · Create · Perform"),
            text(
                "Since 2022 all Ulanmuqi troupes of the region learn, create and "
                "perform in one go: what they learn becomes a piece, and the piece is "
                "played for the people it is about."
            ),
            facts(
                "Figures from the reports",
                ("Courses held", "more than 1,800"),
                ("Artistic mentors paired with troupes", "25"),
            ),
            ("heading", "What is an example here"),
            text(
                "Title, organisers, date and the three cities are from the reports. "
                "Hours, venues, troupes and programmes are not told there; those shown "
                "here are examples."
            ),
        ),
    ),
}


def write() -> None:
    locale = Locale.objects.get(language_code="en")
    chinese = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    for page in chinese.filter(title__in=ENGLISH).specific():
        _translate(page, locale, ENGLISH[page.title])
    for page in chinese.filter(slug__in=SHOWCASES).specific():
        _translate(page, locale, SHOWCASES[page.slug])


def clear() -> None:
    for home in HomePage.objects.exclude(locale__language_code=settings.LANGUAGE_CODE):
        home.delete()


def _translate(page: Any, locale: Locale, words: Words) -> None:
    make_the_way(page, locale, None)
    copy = page.copy_for_translation(locale)
    copy.title = copy.draft_title = words.title
    setattr(copy, "summary" if hasattr(copy, "summary") else "lead", words.told)
    copy.body = stream(*words.body)
    copy.live, copy.has_unpublished_changes = True, False
    copy.first_published_at = copy.last_published_at = clock.now()
    copy.save()
