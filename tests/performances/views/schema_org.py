"""What schema.org allows: types, their properties, their values."""

import json
import re

from performances.views.linked_data.events import SCHEMA

# The properties of each type we use, as schema.org (release 29) defines them for the
# type itself or for one it derives from. Dates and texts are plain values.
THING = {"@id", "@type", "name", "url", "description", "image"}
EVENT = THING | {
    "doorTime", "startDate", "endDate", "previousStartDate", "eventStatus",
    "eventAttendanceMode",
    "location", "performer", "organizer", "superEvent", "subEvent", "workPerformed",
    "inLanguage",
}  # fmt: skip
PLACE = THING | {"address", "geo", "event"}
WORK = THING | {"genre", "creator", "dateCreated", "timeRequired", "subjectOf"}
ALLOWED = {
    "TheaterEvent": EVENT,
    "EventSeries": EVENT,
    "Place": PLACE,
    "EventVenue": PLACE,
    "VirtualLocation": THING,
    "PostalAddress": THING
    | {"streetAddress", "addressLocality", "addressRegion", "addressCountry"},
    "GeoCoordinates": THING | {"latitude", "longitude"},
    "PerformingGroup": THING | {"foundingDate", "telephone", "event"},
    "Organization": THING,
    "CreativeWork": WORK,
    "MusicComposition": WORK | {"firstPerformance"},
}
NEEDED = {
    "TheaterEvent": {
        "name", "startDate", "eventStatus", "eventAttendanceMode", "location", "url",
    },
    "PostalAddress": {"addressLocality"},
    "GeoCoordinates": {"latitude", "longitude"},
    "VirtualLocation": {"url"},
}  # fmt: skip
VALUES = {
    "eventStatus": {
        f"{SCHEMA}/Event{name}"
        for name in ("Scheduled", "Rescheduled", "Postponed", "Cancelled")
    },
    "eventAttendanceMode": {
        f"{SCHEMA}/{name}EventAttendanceMode" for name in ("Offline", "Online", "Mixed")
    },
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d[+-]\d\d:\d\d)?")
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def thing_of(visitor, address):
    """The checked thing of a page; there is exactly one."""
    answer = visitor.get(address)
    assert answer.status_code == 200
    (text,) = SCRIPT.findall(answer.content.decode())
    thing = json.loads(text)
    assert thing.pop("@context") == SCHEMA
    check(thing)
    return thing


def check(thing):
    """Every type, property and value is one schema.org knows, and none is empty."""
    kind = thing["@type"]
    assert thing.keys() <= ALLOWED[kind], thing.keys() - ALLOWED[kind]
    assert NEEDED.get(kind, set()) <= thing.keys()
    for name, value in thing.items():
        assert value not in ("", None, [], {})
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                check(one)
            elif name in VALUES:
                assert one in VALUES[name]
            elif name in ("startDate", "endDate", "previousStartDate"):
                assert MOMENT.fullmatch(one)
            elif name in ("url", "@id", "image"):
                assert one.startswith("https://ulanmuqi.example/")
