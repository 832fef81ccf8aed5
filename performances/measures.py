"""What is counted of the troupes' work: the words, and what each is counted in.

Attendances on site and views online are two measures and are never added together: one
person in a square and one tap on a screen are not the same thing.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Measure(models.TextChoices):
    """In the order in which tables and the report show them."""

    # Translators: zh: 现场演出（场）
    ONSITE_SHOWS = "onsite_shows", _("Shows on site")
    # Translators: zh: 现场观众（人次）
    ONSITE_ATTENDANCES = "onsite_attendances", _("Attendances on site")
    # Translators: zh: 线上演出（场）
    ONLINE_SHOWS = "online_shows", _("Shows online")
    # Translators: zh: 线上观看（次）
    ONLINE_VIEWS = "online_views", _("Views online")
    # Translators: zh: 行程（公里）
    DISTANCE = "distance", _("Kilometres travelled")
    # Translators: zh: 下基层（天）
    DAYS = "days", _("Days in the grassroots")
    # Translators: zh: 服务嘎查村（个）
    GACHA = "gacha", _("Gacha served")
    # Translators: zh: 辅导（人次）
    COACHED = "coached", _("Coaching attendances")
    # Translators: zh: 培训（期）
    TRAININGS = "trainings", _("Training sessions")
    # Translators: zh: 参训（人次）
    TRAINED = "trained", _("People trained")
    # Translators: zh: 新创作品（部）
    WORKS = "works", _("Works created")
    # Translators: zh: 服务活动（次）
    SERVICES = "services", _("Service acts")
    # Translators: zh: 回应点单（件）
    REQUESTS = "requests", _("Requests answered")
    # Of which on-site and online ones are parts that may overlap: each show once.
    # Translators: zh: 演出（场）
    SHOWS = "shows", pgettext_lazy("measure", "Shows")

    @property
    def is_of_shows(self) -> bool:
        """What can be asked by genre: only shows and works have one."""
        return self in OF_SHOWS


OF_SHOWS = frozenset(
    {
        Measure.SHOWS,
        Measure.ONSITE_SHOWS,
        Measure.ONLINE_SHOWS,
        Measure.ONSITE_ATTENDANCES,
        Measure.ONLINE_VIEWS,
    }
)


# Whose rows count for more or less than one: attendances, and the way.
ADDED_UP = frozenset(
    {
        Measure.ONSITE_ATTENDANCES,
        Measure.ONLINE_VIEWS,
        Measure.DISTANCE,
        Measure.COACHED,
        Measure.TRAINED,
    }
)

# From left to right, as the enumeration has them; SHOWS is told apart.
IN_TABLES = tuple(one for one in Measure if one is not Measure.SHOWS)
IN_REPORT = tuple(
    one for one in IN_TABLES if one not in (Measure.TRAINED, Measure.REQUESTS)
)
