"""The pages of the demo: they tell of the rows, and add no fact of their own.

Written below the sections the first migration lays out, in Chinese.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from wagtail.models import Page, Site

from performances.models import Showcase
from performances.models.showcase_page import ShowcaseIndexPage, ShowcasePage
from troupes.models import (
    TrainingIndexPage,
    TrainingPage,
    Troupe,
    TroupeIndexPage,
    TroupePage,
    Work,
    WorkIndexPage,
    WorkPage,
)
from ulanmuqi.base import clock
from ulanmuqi.home.models import (
    HomePage,
    NewsIndexPage,
    NewsPage,
    SiteDetails,
    StandardPage,
)

from . import drawings, english
from .days import Days
from .page_words import (
    ABOUT,
    LEADS,
    PRIVACY,
    SHOWCASES,
    SOURCES,
    WORK_LEADS,
    stream,
)
from .stories import NEWS, TRAINING
from .troupe_words import lead_of

Tell = Callable[[str], None]

# The banner whose troupe's page begins with a picture.
PICTURED = "152524"


def write(days: Days, tell: Tell) -> None:
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    home.lead = LEADS["home"]
    home.save()
    for model in (
        ShowcaseIndexPage, TroupeIndexPage, WorkIndexPage, TrainingIndexPage,
        NewsIndexPage,
    ):  # fmt: skip
        section = _section(home, model)
        section.lead = LEADS[section.slug]
        section.save()
    _standing(home)
    tell("  pages of troupes …")
    _troupes(_section(home, TroupeIndexPage))
    tell("  pages of works …")
    _works(_section(home, WorkIndexPage))
    tell("  showcases, training and news …")
    _showcases(_section(home, ShowcaseIndexPage))
    _training(_section(home, TrainingIndexPage), days)
    _news(_section(home, NewsIndexPage), days)
    english.write()


def clear() -> None:
    """Takes away everything below the sections, what stands beside them, and what was
    translated."""
    english.clear()
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    for page in home.get_children().not_type(
        ShowcaseIndexPage, TroupeIndexPage, WorkIndexPage, TrainingIndexPage,
        NewsIndexPage,
    ):  # fmt: skip
        page.specific.delete()
    for section in HomePage.objects.get(pk=home.pk).get_children():
        for page in section.get_children():
            page.specific.delete()
            section.refresh_from_db()
    drawings.clear()


def _section(home: HomePage, model: type[Page]) -> Any:
    return model.objects.child_of(home).get()


def _add(parent: Page, page: Page) -> Any:
    """Live at once, as if its editor had published it now."""
    now = clock.now()
    page.first_published_at = page.last_published_at = now
    return parent.add_child(instance=page)


def _troupes(section: TroupeIndexPage) -> None:
    rows = Troupe.objects.select_related("region__league").order_by("region__code")
    for troupe in rows:
        page = TroupePage(title=troupe.name, troupe=troupe, lead=lead_of(troupe))
        if troupe.region.code == PICTURED:
            page.photo = drawings.picture(drawings.TRUCK)
        _add(section, page)


def _works(section: WorkIndexPage) -> None:
    for work in Work.objects.order_by("pk"):
        lead = WORK_LEADS.get(work.title)
        if lead:
            _add(section, WorkPage(title=f"《{work.title}》", work=work, lead=lead))


def _showcases(section: ShowcaseIndexPage) -> None:
    # What is still on hold has no page yet.
    told = Showcase.objects.exclude(announced_at=None)
    for showcase in told.order_by("launch_date"):
        words = SHOWCASES[showcase.code]
        page = ShowcasePage(
            title=showcase.title,
            showcase=showcase,
            lead=words.lead,
            body=stream(*words.body),
        )
        _add(section, page)


def _training(section: TrainingIndexPage, days: Days) -> None:
    troupes = {troupe.region.code: troupe for troupe in _with_regions()}
    for story in TRAINING:
        page = TrainingPage(
            title=story.title,
            lead=story.lead,
            body=stream(*story.body),
            starts_on=days.day(story.day),
            ends_on=days.day(story.day + story.lasts - 1) if story.lasts > 1 else None,
            region=troupes[story.troupes[0]].region.league,
            place=story.place,
            hours=story.hours,
            trainees=story.trainees,
            is_example=True,
        )
        page.troupes = [troupes[code] for code in story.troupes]
        _add(section, page)


def _news(section: NewsIndexPage, days: Days) -> None:
    troupes = {troupe.region.code: troupe for troupe in _with_regions()}
    works = {work.title: work for work in Work.objects.all()}
    showcases = {showcase.code: showcase for showcase in Showcase.objects.all()}
    for story in NEWS:
        page = NewsPage(
            title=story.title,
            summary=story.lead,
            body=stream(*story.body),
            date=days.day(story.day),
            showcase=showcases.get(story.showcase),
            is_example=True,
        )
        if story.is_pictured:
            page.photo = drawings.picture(drawings.EVENING)
        page.troupes = [troupes[code] for code in story.troupes]
        page.works = [works[title] for title in story.works]
        _add(section, page)


def _with_regions() -> Any:
    return Troupe.objects.select_related("region__league")


def _standing(home: HomePage) -> None:
    """About the site, with where the data comes from and what becomes of visits."""
    about = _add(home, _plain("about", ABOUT))
    _add(about, _plain("sources", SOURCES))
    privacy = _add(about, _plain("privacy", PRIVACY))
    details = SiteDetails.for_site(Site.objects.get(is_default_site=True))
    details.privacy_page = privacy
    details.save()


def _plain(slug: str, words: Any) -> StandardPage:
    return StandardPage(
        slug=slug, title=words.title, lead=words.lead, body=stream(*words.body)
    )
