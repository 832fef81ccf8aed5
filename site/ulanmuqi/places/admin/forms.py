"""Forms of regions and venues: a point must lie where its region lies."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from ulanmuqi.base.kept_fields import KeepsFields

from .. import borders
from ..datums import Datum, to_wgs84
from ..models import Region, Venue
from .choices import region_field


def misplaced(region: Region, lat: float, lon: float) -> str | None:
    """A sentence when the point lies outside the region's league; None when it fits."""
    if region.league is None:
        return None
    distance = borders.km_outside(region.league.code, lat, lon)
    if distance is None or distance <= borders.NEAR_KM:
        return None
    swapped = borders.km_outside(region.league.code, lon, lat)
    if swapped is not None and swapped <= borders.NEAR_KM:
        # Translators: zh: 纬度和经度似乎填反了:%(lat)s 应填在经度一栏,%(lon)s 应填在纬
        # 度一栏。
        return _(
            "Latitude and longitude seem to be swapped: %(lat)s belongs in the field "
            "for longitude, %(lon)s in the one for latitude."
        ) % {"lat": lat, "lon": lon}
    # Translators: zh: 这个点在%(league)s界外约 %(km)s 公里。请核对经纬度,或改选它所在的
    # 地区。
    return _(
        "This point lies about %(km)s km outside %(league)s. Check latitude and "
        "longitude, or choose the region it lies in."
    ) % {"km": round(distance), "league": region.league.local_name}


class RegionForm(KeepsFields, WagtailAdminModelForm):
    """Code and place in the division make up the path of everything below."""

    kept = ("code", "level", "parent")
    parent = region_field(label=gettext_lazy("Part of"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        lat, lon, parent = values.get("lat"), values.get("lon"), values.get("parent")
        if (lat is None) != (lon is None) and not self.errors:
            self.add_error("lon", _("Give both latitude and longitude."))
        elif parent is not None and lat is not None and lon is not None:
            sentence = misplaced(parent, lat, lon)
            if sentence:
                self.add_error("lat", sentence)
        return values


class VenueForm(KeepsFields, WagtailAdminModelForm):
    """`point_from` is asked and not kept: rows say WGS-84 alone, so a point read off
    another map is converted when it is typed."""

    region = region_field(help_text=Venue._meta.get_field("region").help_text)
    point_from = forms.ChoiceField(
        # Translators: zh: 经纬度是从哪里查到的
        label=gettext_lazy("where the point was read"),
        required=False,
        initial=Datum.WGS84,
        choices=[
            # Translators: zh: GPS、卫星定位仪，或者这里已经存好的
            (Datum.WGS84, gettext_lazy("GPS receiver, or as it stands here (WGS-84)")),
            # Translators: zh: 高德、腾讯地图，苹果手机自带的地图
            (Datum.GCJ02, gettext_lazy("Amap, Tencent or Apple map (GCJ-02)")),
            # Translators: zh: 百度地图
            (Datum.BD09, gettext_lazy("Baidu map (BD-09)")),
        ],
        # Translators: zh: 国内地图的坐标和卫星定位差几百米。选对来源,保存时自动换算。
        help_text=gettext_lazy(
            "Maps in China are off from satellite positions by some hundred metres. "
            "Say where the point comes from and it is converted when you save."
        ),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self._convert_point(values)
        region = values.get("region")
        if region is None or {"lat", "lon"} & set(self.errors):
            return values
        if self._stands_for_its_seat(values):
            values["lat"], values["lon"] = region.lat, region.lon
            values["coord_precision"] = Venue.CoordPrecision.SEAT
        elif values["lat"] is not None and values["lon"] is not None:
            self._judge_point(region, values)
        return values

    def _convert_point(self, values: dict[str, Any]) -> None:
        """Only what was typed: a stored point is WGS-84, whatever is chosen now."""
        datum = Datum(values.get("point_from") or Datum.WGS84)
        lat, lon = values.get("lat"), values.get("lon")
        if lat is None or lon is None or not {"lat", "lon"} & set(self.changed_data):
            return
        values["lat"], values["lon"] = to_wgs84((lat, lon), datum)

    def _stands_for_its_seat(self, values: dict[str, Any]) -> bool:
        """No point given, or the seat of the region it was in until now."""
        if values.get("lat") is None and values.get("lon") is None:
            return True
        untouched = not {"lat", "lon"} & set(self.changed_data)
        return untouched and values.get("coord_precision") == Venue.CoordPrecision.SEAT

    def _judge_point(self, region: Region, values: dict[str, Any]) -> None:
        sentence = misplaced(region, values["lat"], values["lon"])
        if sentence:
            self.add_error("lat", sentence)
            # Else the model would add that only one of the two was given.
            values.pop("lon")
            return
        is_seat = (values["lat"], values["lon"]) == (region.lat, region.lon)
        if values.get("coord_precision") == Venue.CoordPrecision.SEAT and not is_seat:
            self.add_error(
                "coord_precision",
                # Translators: zh: 您填了这个场地自己的坐标,请选“精确”或“大致”;若不清楚,
                # 请清空经纬度。
                _(
                    "You gave the venue a point of its own: choose exact or "
                    "approximate. If you are not sure, empty latitude and longitude."
                ),
            )
