"""What is asked of the coverage page: which level, since when, in which place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ulanmuqi.places.models import Region
from ulanmuqi.places.region_lists import MAX_BYTES

from ..statistics.coverage import LEVELS, MONTHS, Level

USUAL_MONTHS = 6


def _level_choices() -> list[tuple[str, Any]]:
    return [(level.value, level.label) for level in LEVELS]


def _month_choices() -> list[tuple[int, str]]:
    # Translators: zh: %(count)s个月
    return [
        (n, ngettext("%(count)s month", "%(count)s months", n) % {"count": n})
        for n in MONTHS
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """`place` is None for everything in reach."""

    place: Region | None
    level: str
    months: int


class CoverageForm(forms.Form):
    """What cannot be understood counts as not asked, so that an old link still opens.

    `places` are the regions on offer; "" is everything in reach.
    """

    place = forms.ChoiceField(label=_("Place"), required=False)
    level = forms.ChoiceField(
        # Translators: zh: 看到哪一级
        label=_("Down to"),
        choices=_level_choices,
        required=False,
    )
    months = forms.TypedChoiceField(
        # Translators: zh: 多久没有演出
        label=_("No show for"),
        choices=_month_choices,
        coerce=int,
        required=False,
    )

    def __init__(
        self,
        data: Any,
        *,
        places: Sequence[Region],
        everything: str,
        level: str = Level.BANNER.value,
    ) -> None:
        """`level` is what is looked at where nobody asked for another."""
        self.usual_level = level
        usual = {"level": level, "months": str(USUAL_MONTHS), "place": ""}
        given = {name: data.get(name) or value for name, value in usual.items()}
        super().__init__(given)
        self.known = {region.code: region for region in places}
        offered = [(code, _indented(region)) for code, region in self.known.items()]
        self.fields["place"].choices = [("", everything), *offered]

    def read(self) -> "Asked":
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            place=self.known.get(given.get("place") or ""),
            level=given.get("level") or self.usual_level,
            months=given.get("months") or USUAL_MONTHS,
        )


def _indented(region: Region) -> str:
    is_below = region.level == Region.Level.BANNER
    return f"\u3000{region.local_name}" if is_below else region.local_name


class RegionListForm(forms.Form):
    file = forms.FileField(
        # Translators: zh: 名单文件
        label=_("The list"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.json"}),
        # Translators: zh: Excel（.xlsx）或CSV文件。第一行写列名：“代码”“名称”，还可以有“简称”“英文名”“纬度”“经度”。苏木乡镇的代码是9位，嘎查村12位。
        help_text=_(
            "A workbook (.xlsx) or CSV. Its first line names the columns: code and "
            "name, if you like short_name, name_en, lat, lon. A sumu's code has 9 "
            "digits, a gacha's 12."
        ),
    )

    is_whole = forms.BooleanField(
        # Translators: zh: 这是全旗完整的名单
        label=_("This is the whole list of the banner"),
        required=False,
        # Translators: zh: 勾选后，名单里没有的苏木嘎查算已撤并：以前的演出照旧记着，不再算“还没去”。
        help_text=_(
            "Sumu and gacha that are not in it then count as dissolved: their past "
            "shows stay, and nobody is asked to go there any more."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(size)s kB. Is it the right one?")
                % {"size": MAX_BYTES // 1000}
            )
        return file
