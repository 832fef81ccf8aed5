"""Public holidays in mainland China: what the State Council arranged for a year, and
nothing but the festival's own day for a year nobody has arranged yet.

Days off and the working days that make up for them are published every autumn for the
next year; lunar_python keeps those notices since 2001. They cannot be computed and are
never guessed. The days of the festivals themselves are fixed by the regulation on
public holidays (全国年节及纪念日放假办法) and do follow from the calendar.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lunar_python.util import HolidayUtil

from .lunar import lunar_day, solar_term


class Holiday(StrEnum):
    NEW_YEAR = "new_year"
    SPRING = "spring"
    QINGMING = "qingming"
    LABOUR = "labour"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL = "national"
    NATIONAL_AND_MID_AUTUMN = "national_and_mid_autumn"
    VICTORY = "victory"

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]


class Kind(StrEnum):
    """The festival's day where nobody has arranged more; a day off; a day worked."""

    DAY = "day"
    OFF = "off"
    WORKED = "worked"


@dataclass(frozen=True, slots=True)
class PublicDay:
    holiday: Holiday
    kind: Kind

    @property
    def label(self) -> str:
        """国庆节放假 · National Day, day off."""
        facts = {"holiday": self.holiday.label}
        match self.kind:
            case Kind.OFF:
                # Translators: zh: %(holiday)s放假
                return _("%(holiday)s, day off") % facts
            case Kind.WORKED:
                # Translators: zh: %(holiday)s调休上班
                return _("%(holiday)s, worked in exchange") % facts
        return str(self.holiday.label)

    @property
    def mark(self) -> str:
        """One character or so, for a narrow cell: 休, 班."""
        match self.kind:
            case Kind.OFF:
                # Translators: zh: 休
                return _("off")
            case Kind.WORKED:
                # Translators: zh: 班
                return _("work")
        return ""


@lru_cache(maxsize=2048)
def public_day(day: date) -> PublicDay | None:
    """What the day is by public arrangement; nothing for an ordinary one."""
    told = HolidayUtil.getHoliday(day.isoformat())
    if told is not None:
        holiday = _BY_NAME.get(told.getName())
        kind = Kind.WORKED if told.isWork() else Kind.OFF
        return PublicDay(holiday, kind) if holiday else None
    if _is_arranged(day.year):
        return None
    holiday = _festival(day)
    return PublicDay(holiday, Kind.DAY) if holiday else None


@lru_cache(maxsize=256)
def _is_arranged(year: int) -> bool:
    return bool(HolidayUtil.getHolidays(year))


def _festival(day: date) -> Holiday | None:
    fixed, moving = _FIXED.get((day.month, day.day)), _LUNAR.get(lunar_day(day))
    if fixed is Holiday.NATIONAL and moving is Holiday.MID_AUTUMN:
        return Holiday.NATIONAL_AND_MID_AUTUMN
    if fixed or moving:
        return fixed or moving
    if solar_term(day) == "清明":
        return Holiday.QINGMING
    # 除夕 is the last day of its lunar year, whatever its number.
    if lunar_day(day + timedelta(days=1)) == "正月初一":
        return Holiday.SPRING
    return None


_FIXED = {
    (1, 1): Holiday.NEW_YEAR,
    (5, 1): Holiday.LABOUR,
    (10, 1): Holiday.NATIONAL,
}
_LUNAR = {
    "正月初一": Holiday.SPRING,
    "五月初五": Holiday.DRAGON_BOAT,
    "八月十五": Holiday.MID_AUTUMN,
}
_BY_NAME = {
    "元旦节": Holiday.NEW_YEAR,
    "春节": Holiday.SPRING,
    "清明节": Holiday.QINGMING,
    "劳动节": Holiday.LABOUR,
    "端午节": Holiday.DRAGON_BOAT,
    "中秋节": Holiday.MID_AUTUMN,
    "国庆节": Holiday.NATIONAL,
    "国庆中秋": Holiday.NATIONAL_AND_MID_AUTUMN,
    "抗战胜利日": Holiday.VICTORY,
}
_LABELS = {
    # Translators: zh: 元旦
    Holiday.NEW_YEAR: gettext_lazy("New Year"),
    # Translators: zh: 春节
    Holiday.SPRING: gettext_lazy("Spring Festival"),
    # Translators: zh: 清明节
    Holiday.QINGMING: gettext_lazy("Qingming"),
    # Translators: zh: 劳动节
    Holiday.LABOUR: gettext_lazy("Labour Day"),
    # Translators: zh: 端午节
    Holiday.DRAGON_BOAT: gettext_lazy("Dragon Boat Festival"),
    # Translators: zh: 中秋节
    Holiday.MID_AUTUMN: gettext_lazy("Mid-Autumn Festival"),
    # Translators: zh: 国庆节
    Holiday.NATIONAL: gettext_lazy("National Day"),
    # Translators: zh: 国庆、中秋
    Holiday.NATIONAL_AND_MID_AUTUMN: gettext_lazy("National Day and Mid-Autumn"),
    # Translators: zh: 抗战胜利纪念日
    Holiday.VICTORY: gettext_lazy("Victory Day"),
}
