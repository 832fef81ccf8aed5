"""News, training and plain pages among the results, in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Page

from troupes.models import TrainingPage
from ulanmuqi.base.clock import SHANGHAI
from ulanmuqi.base.readers import address_of, in_readers_language
from ulanmuqi.base.templatetags.dates import full_date
from ulanmuqi.finding.page_words import running_text
from ulanmuqi.finding.spelling import Question
from ulanmuqi.home.models import NewsPage

from .hits import Group, Named, hit


@dataclass(frozen=True, slots=True)
class PageKind:
    code: str
    label: str | Promise
    model: type[Page]
    # The column with its day; "" for pages that have none.
    day: str = ""
    told: Callable[[Any], str] = lambda _page: ""

    def group(
        self, tiers: dict[Any, int], question: Question, now: datetime, most: int
    ) -> Group | None:
        """`tiers` by translation key. One query, three where something was found."""
        pages = self.model.objects.filter(translation_key__in=list(tiers))
        if self.model is Page:
            pages = pages.not_exact_type(NewsPage, TrainingPage)
        pages = in_readers_language(pages)
        today = now.astimezone(SHANGHAI).date()
        columns = ("pk", "translation_key", *([self.day] if self.day else []))
        found = sorted(
            pages.values_list(*columns),
            key=lambda row: (
                tiers[row[1]],
                *(abs((day - today).days) for day in row[2:]),
                row[0],
            ),
        )
        if not found:
            return None
        shown = [row[0] for row in found[:most]]
        by_key = {page.pk: page for page in pages.filter(pk__in=shown).specific()}
        hits = tuple(
            hit(self._named(by_key[key]), question, tiers[by_key[key].translation_key])
            for key in shown
        )
        return Group(self.code, self.label, len(found), tiers[found[0][1]], hits)

    def _named(self, page: Any) -> Named:
        day = getattr(page, self.day) if self.day else None
        return Named(
            url=address_of(page),
            title=page.title,
            facts=(full_date(day) if day else "",),
            texts=running_text(page),
            is_example=getattr(page, "is_example", False),
        )


def translations(tiers: dict[int, int]) -> dict[Any, int]:
    """Tiers of pages by what their translations share: a reader of English is led to
    the English page of what was found in Chinese. One query."""
    found: dict[Any, int] = {}
    rows = Page.objects.filter(pk__in=list(tiers))
    for pk, key in rows.values_list("pk", "translation_key"):
        found[key] = min(tiers[pk], found.get(key, tiers[pk]))
    return found


PAGES = (
    # Translators: zh: 消息
    PageKind("news", gettext_lazy("News"), NewsPage, "date"),
    # Translators: zh: 培训
    PageKind("training", gettext_lazy("Training"), TrainingPage, "starts_on"),
    # Translators: zh: 其他页面
    PageKind("page", pgettext_lazy("search results", "Other pages"), Page),
)
