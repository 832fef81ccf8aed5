"""When rules are saved, of the schedule or the roads, coming shows are judged anew."""

from typing import Any

from django.db.models.signals import post_save

from ..models import RoadRules, ScheduleRules
from .warnings import BY_RULES, judge_all_again


def connect() -> None:
    """Called once, when the app is ready: Wagtail saves its settings by itself."""
    for rules in (ScheduleRules, RoadRules):
        name = f"rules-changed-{rules.__name__}"
        post_save.connect(_judge_all, sender=rules, dispatch_uid=name)


def _judge_all(created: bool, raw: bool, **_signal: Any) -> None:
    """The first row holds the defaults, which were in force before it."""
    if not (created or raw):
        judge_all_again(through=BY_RULES)
