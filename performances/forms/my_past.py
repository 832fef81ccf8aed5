"""A show nobody had planned, told on the road when it is over."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ulanmuqi.base import clock
from ulanmuqi.base.chinese_days import moment as told_moment
from ulanmuqi.places.models import Region, Venue

from ..models import Performance
from ..scheduling.errors import Refused
from ..scheduling.report_facts import sound_date
from ..slots import moment
from .my_accept import AcceptPart
from .my_fields import NumberField, day_field, hour_field, place_field, words_field
from .my_places import found_place
from .my_record import RecordForm

_USUAL_MINUTES = 90
_SHORTEST_MINUTES, _LONGEST_MINUTES = 5, 12 * 60


def _length(value: Decimal) -> None:
    if not _SHORTEST_MINUTES <= value <= _LONGEST_MINUTES:
        raise ValidationError(
            # Translators: zh: 要在%(least)s到%(most)s分钟之间；不记得就空着，按90分钟算。
            _(
                "Between %(least)s and %(most)s minutes; leave it empty if you do not "
                "remember."
            )
            % {"least": _SHORTEST_MINUTES, "most": _LONGEST_MINUTES}
        )


class PastForm(AcceptPart, RecordForm):
    """`desk` is the number of the league, for what is to come."""

    title = words_field(
        # Translators: zh: 演了什么
        gettext_lazy("What was played"),
        120,
        # Translators: zh: 写演了什么，比如“敬老院慰问演出”。
        missing=gettext_lazy("Say what was played, such as “Show at the care home”."),
    )
    day = day_field(gettext_lazy("On which day"))
    hour = hour_field(gettext_lazy("Start at"))
    minutes = NumberField(
        # Translators: zh: 演了多少分钟
        gettext_lazy("How many minutes"),
        _length,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("On site or online"),
        choices=Performance.Mode,
        initial=Performance.Mode.ON_SITE,
        error_messages={
            # Translators: zh: 选一下是现场演的还是线上演的。
            "required": gettext_lazy("Choose whether it was on site or online."),
            "invalid_choice": gettext_lazy("Choose whether it was on site or online."),
        },
    )
    place = place_field(
        label=gettext_lazy("Where"),
        # Translators: zh: 名单里没有就空着，记在本旗县，地名写在“哪里不顺”里。
        help_text=gettext_lazy(
            "If it is in no list, leave it empty: it counts for your own banner. Name "
            "the place under “what went wrong”."
        ),
    )
    field_order = (
        *("title", "day", "hour", "minutes", "place", "mode"),
        *RecordForm.field_order,
    )

    def __init__(self, *args: Any, near: Region, desk: str = "", **more: Any) -> None:
        self.near, self.desk = near, desk
        # Both counts are asked; the verb says when one does not go with the mode.
        super().__init__(*args, mode=Performance.Mode.BOTH, **more)

    def clean_place(self) -> Venue | None:
        return found_place(self.cleaned_data["place"].strip(), self.near)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self._counts_fit(values)
        if {"day", "hour", "minutes"} & set(self.errors):
            return values
        starts = datetime.combine(values["day"], values["hour"], tzinfo=clock.SHANGHAI)
        length = timedelta(minutes=values.get("minutes") or _USUAL_MINUTES)
        values["starts_at"] = moment(int(starts.timestamp()))
        values["ends_at"] = values["starts_at"] + length
        self._is_over(values)
        return values

    def _counts_fit(self, values: dict[str, Any]) -> None:
        """A number that does not go with the choice made above it."""
        mode = values.get("mode")
        onsite, online = values.get("onsite_audience"), values.get("online_views")
        if mode == Performance.Mode.ONLINE and onsite is not None:
            self.add_error(
                "onsite_audience",
                # Translators: zh: 上面选的是“只在线上”，这里就空着。现场也演了，就在上面改成
                # “现场和线上”。
                _(
                    "Above you chose “online only”: leave this empty. If people were "
                    "there as well, choose “on site and online” above."
                ),
            )
        if mode == Performance.Mode.ON_SITE and online is not None:
            self.add_error(
                "online_views",
                # Translators: zh: 上面选的是“现场”，这里就空着。线上也播了，就在上面改成
                # “现场和线上”。
                _(
                    "Above you chose “on site”: leave this empty. If it was shown "
                    "online as well, choose “on site and online” above."
                ),
            )

    def _is_over(self, values: dict[str, Any]) -> None:
        """Says at the field what can be done here with a show that is to come."""
        now = clock.now()
        if values["starts_at"] > now:
            today = now.astimezone(clock.SHANGHAI).date()
            self.add_error("hour" if values["day"] == today else "day", self._to_come())
        elif values["ends_at"] > now:
            self.add_error("minutes", _still_on(values["ends_at"]))
        else:
            try:
                sound_date(values["day"])
            except Refused as error:
                self.add_error("day", str(error))

    def _to_come(self) -> str:
        if self.desk:
            # Translators: zh: 还没到这个时间。这里只报演完的；是不是写错了日子？要新排一场，
            # 请打盟市值班电话%(desk)s。
            return _(
                "That time has not come yet, and only what is over is reported here. "
                "Is it the wrong day? To plan a new show ring the league’s desk: "
                "%(desk)s."
            ) % {"desk": self.desk}
        # Translators: zh: 还没到这个时间。这里只报演完的；是不是写错了日子？要新排一场，请打电话
        # 给盟市的调度员。
        return _(
            "That time has not come yet, and only what is over is reported here. Is it "
            "the wrong day? To plan a new show ring the coordinators of the league."
        )


def _still_on(ends_at: datetime) -> str:
    # Translators: zh: 照这样算要到%(at)s才演完。已经演完了，就把实际演了多少分钟写在这里；
    # 还没演完，演完再报。
    return _(
        "Like this it lasts until %(at)s. If it is over, write here how many minutes "
        "it really took; if not, report it afterwards."
    ) % {"at": told_moment(ends_at.astimezone(clock.SHANGHAI))}
