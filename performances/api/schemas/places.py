"""Regions, venues, and where a show is, as far as the public may know."""

from typing import Literal

from django.utils.translation import gettext_noop as _

from ulanmuqi.places.kinds import VenueKind

from .told import Record, link, told

HINGGAN = {
    "code": "152200",
    "name": "兴安盟",
    "name_en": "Xing'an League",
    "url": "https://ulanmuqi.example/api/v1/regions/152200",
}
ULANHOT = {
    "code": "152201",
    "name": "乌兰浩特市",
    "name_en": "Ulanhot City",
    "url": "https://ulanmuqi.example/api/v1/regions/152201",
}

THEATRE = {
    "known": "venue",
    "name": "乌兰浩特剧院",
    "name_en": "Ulanhot Theatre",
    "code": "ulanhot-theatre",
    "address": "五一南路1号",
    "point": {"lat": 46.0765, "lon": 122.068},
    "is_outdoor": False,
    "league": HINGGAN,
    "banner": ULANHOT,
    "url": "https://ulanmuqi.example/api/v1/venues/ulanhot-theatre",
    "is_example": False,
}


class Point(Record):
    lat: float = told(_("Latitude in degrees, WGS-84."), 46.0765, ge=-90, le=90)
    lon: float = told(_("Longitude in degrees, WGS-84."), 122.068, ge=-180, le=180)


class RegionRef(Record):
    code: str = told(_("National division code, six digits."), "152201")
    name: str = told(_("Name in Chinese."), "乌兰浩特市")
    name_en: str | None = told(_("Name in English."), "Ulanhot City")
    url: str = link(_("The record of the region here."), "/api/v1/regions/152201")


class Region(RegionRef):
    name_mn: str | None = told(
        _("Name in traditional Mongolian script, where a reader checked it."), None
    )
    short_name: str | None = told(_("Short name in Chinese."), "乌兰浩特")
    level: Literal["region", "league", "banner"] = told(
        _(
            "The autonomous region, a league or city, or a banner, county or district. "
            "What lies below a banner has no record."
        ),
        "banner",
    )
    level_label: str = told(
        _("The level in words, by Accept-Language."), "Banner, county or district"
    )
    parent: RegionRef | None = told(
        _("What it is part of; null for the autonomous region."),
        HINGGAN,
    )
    page_url: str = link(
        _("Its page for people, in the language asked for."), "/regions/152201/"
    )
    calendar_url: str = link(
        _("Its calendar to subscribe to (RFC 5545)."), "/calendars/regions/152201.ics"
    )
    performances_url: str = link(
        _("Its coming performances here."), "/api/v1/performances?region=152201"
    )


class Venue(Record):
    code: str = told(
        _(
            "Never changes. A venue that was merged into another answers with the "
            "record of the other."
        ),
        "ulanhot-theatre",
    )
    name: str = told(_("Name in Chinese."), "乌兰浩特剧院")
    name_en: str | None = told(_("Name in English."), "Ulanhot Theatre")
    name_mn: str | None = told(
        _("Name in traditional Mongolian script, where a reader checked it."), None
    )
    kind: Literal[tuple(VenueKind.values)] = told(_("What kind of place."), "theatre")
    kind_label: str = told(_("The kind in words, by Accept-Language."), "Theatre")
    address: str | None = told(_("Street address in Chinese."), "五一南路1号")
    league: RegionRef | None = told(
        _("The league or city it lies in."),
        HINGGAN,
    )
    banner: RegionRef | None = told(
        _("The banner, county or district it lies in, where known."),
        ULANHOT,
    )
    point: Point | None = told(
        _("Its own point; null where only that of its town is known."),
        {"lat": 46.0765, "lon": 122.068},
    )
    capacity: int | None = told(_("Seats or standing places."), 800, ge=0)
    is_outdoor: bool = told(_("Whether one sits under the open sky."), False)
    time_zone: str = told(_("Name of its time zone (IANA)."), "Asia/Shanghai")
    is_example: bool = told(_("Whether it was invented for a demonstration."), False)
    url: str = link(_("This record."), "/api/v1/venues/ulanhot-theatre")
    page_url: str = link(
        _("Its page for people, in the language asked for."), "/venues/ulanhot-theatre/"
    )
    calendar_url: str = link(
        _("Its calendar to subscribe to (RFC 5545)."),
        "/calendars/venues/ulanhot-theatre.ics",
    )
    performances_url: str = link(
        _("Its coming performances here."), "/api/v1/performances?venue=ulanhot-theatre"
    )


class Place(Record):
    """Where a show is. Schools, homes and border posts are told by their banner."""

    known: Literal["venue", "banner", "open"] = told(
        _(
            "How much is said: “venue” by its name; “banner” for a place whose name "
            "is not public, told by its banner alone; “open” while it is not known yet."
        ),
        "venue",
    )
    name: str | None = told(
        _("The venue, or the banner; null while it is open."), "乌兰浩特剧院"
    )
    name_en: str | None = told(_("The same in English."), "Ulanhot Theatre")
    code: str | None = told(
        _("The code of the venue; null unless “known” is “venue”."), "ulanhot-theatre"
    )
    address: str | None = told(_("Street address in Chinese."), "五一南路1号")
    point: Point | None = told(
        _("The venue's own point, never that of its banner."),
        {"lat": 46.0765, "lon": 122.068},
    )
    is_outdoor: bool | None = told(
        _("Whether one sits under the open sky; null unless “known” is “venue”."), False
    )
    league: RegionRef | None = told(
        _("The league or city, where known."),
        HINGGAN,
    )
    banner: RegionRef | None = told(
        _("The banner, county or district, where known."),
        ULANHOT,
    )
    url: str | None = link(
        _("The record of the venue; null unless “known” is “venue”."),
        "/api/v1/venues/ulanhot-theatre",
    )
    is_example: bool = told(
        _("Whether the venue was invented for a demonstration."), False
    )
