"""The sentences every table of figures bears, in the admin, in public and in the
report: until when it was counted, and how far the records are read."""

from collections.abc import Mapping
from datetime import date

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ulanmuqi.base.templatetags.dates import full_date, full_dates, year_month

from .figures import Standing
from .periods import Period
from .rows import Stands


def stands(standing: Standing, today: date) -> str:
    """How many shows took place until `today`, and whose records are read."""
    return _words(standing) % _told(standing, today)


def stands_of_one(standing: Standing, today: date) -> str:
    """Of one troupe, in public: what its audiences are counted from, and no word of
    what is missing or was sent back. Who lags is never public."""
    # Translators: zh: 截至%(day)s，演过%(shows)s场。观众数只从记录里来：%(records)s场有记录，其中%(reviewed)s场已审核。
    words = ngettext(
        "Until %(day)s, %(shows)s show took place. Audiences come from records alone; "
        "records: %(records)s, of which reviewed: %(reviewed)s.",
        "Until %(day)s, %(shows)s shows took place. Audiences come from records alone; "
        "records: %(records)s, of which reviewed: %(reviewed)s.",
        standing.shows,
    )
    records = standing.reviewed + standing.reported
    return words % (_told(standing, today) | {"records": f"{records:,}"})


def stands_with_lists(
    standing: Standing, today: date, lists: Mapping[Stands, str]
) -> SafeString:
    """The same as HTML; a number with an address in `lists` leads there."""
    told: dict[str, str] = dict(_told(standing, today))
    for one, address in lists.items():
        if address:
            number = f'<a href="{conditional_escape(address)}">{told[one]}</a>'
            told[one] = mark_safe(number)  # noqa: S308 a number and an escaped address
    escaped = {name: conditional_escape(text) for name, text in told.items()}
    return mark_safe(conditional_escape(_words(standing)) % escaped)  # noqa: S308 escaped above


def both_ways(standing: Standing) -> str:
    """Why the two columns of shows come to more than all shows; "" when they do not."""
    if not standing.both:
        return ""
    # Translators: zh: %(both)s场现场和线上都有，两栏各算一场。
    words = ngettext(
        "%(both)s was on site and online and stands in both columns.",
        "%(both)s were on site and online and stand in both columns.",
        standing.both,
    )
    return words % {"both": f"{standing.both:,}"}


def works_without_month(count: int) -> str:
    """Why the works of months come to less than those of the year."""
    # Translators: zh: 另有%(count)s部新作只知道年份、没有首演日期：算在全年里，不在任何一个月里。没有数的月份写“—”，不是0。
    words = ngettext(
        "Of %(count)s new work only the year is known: it counts in the year and in "
        "none of its months. Where a month has none, “—” stands, which is not nought.",
        "Of %(count)s new works only the year is known: they count in the year and in "
        "none of its months. Where a month has none, “—” stands, which is not nought.",
        count,
    )
    return words % {"count": f"{count:,}"}


def period_name(period: Period) -> str:
    """2026年, 2026年上半年, 2026年第三季度, 2026年7月, or both dates."""
    key, year = period.key, period.first.year
    match key[5:6]:
        case "h":
            # Translators: zh: %(year)s年上半年
            first = _("first half of %(year)s")
            # Translators: zh: %(year)s年下半年
            second = _("second half of %(year)s")
            return (first if key.endswith("1") else second) % {"year": year}
        case "q":
            # Translators: zh: %(year)s年第%(quarter)s季度
            words = _("quarter %(quarter)s of %(year)s")
            return words % {"year": year, "quarter": key[-1]}
    if len(key) == 4:
        # Translators: zh: %(year)s年
        return _("%(year)s as a whole") % {"year": year}
    if key:
        return year_month(period.first)
    return full_dates(period.first, period.last)


def period_so_far(period: Period, today: date) -> str:
    """The name, and of days that are not over how far they have got."""
    name = period_name(period)
    if today > period.last:
        return name
    if today < period.first:
        # Translators: zh: %(period)s（还没有开始）
        return _("%(period)s (not begun yet)") % {"period": name}
    # Translators: zh: %(period)s（截至%(day)s）
    words = _("%(period)s (until %(day)s)")
    return words % {"period": name, "day": full_date(today)}


def _words(standing: Standing) -> str:
    # Translators: zh: 截至%(day)s，演过%(shows)s场：记录已审核%(reviewed)s场，已上报、未审核%(reported)s场（其中退回%(returned)s场），还没有记录%(missing)s场。
    return ngettext(
        "Until %(day)s, %(shows)s show took place. Records reviewed: %(reviewed)s, "
        "reported and not yet reviewed: %(reported)s (of them sent back: "
        "%(returned)s), missing: %(missing)s.",
        "Until %(day)s, %(shows)s shows took place. Records reviewed: %(reviewed)s, "
        "reported and not yet reviewed: %(reported)s (of them sent back: "
        "%(returned)s), missing: %(missing)s.",
        standing.shows,
    )


def _told(standing: Standing, today: date) -> dict[str, str]:
    return {
        "day": full_date(today),
        "shows": f"{standing.shows:,}",
        Stands.REVIEWED: f"{standing.reviewed:,}",
        Stands.REPORTED: f"{standing.reported:,}",
        Stands.RETURNED: f"{standing.returned:,}",
        Stands.MISSING: f"{standing.missing:,}",
    }
