"""What kind of client asked for a calendar, told from its User-Agent header.

Pure. A client may say anything of itself, so the answer is one of a few words, for
people to read, and decides nothing.
"""

from enum import StrEnum

LONGEST_READ = 300


class Client(StrEnum):
    """Families of clients; `UNKNOWN` says nothing of itself."""

    APPLE = "apple"
    GOOGLE = "google"
    OUTLOOK = "outlook"
    THUNDERBIRD = "thunderbird"
    ICSX5 = "icsx5"
    DAVX5 = "davx5"
    VDIRSYNCER = "vdirsyncer"
    HUAWEI = "huawei"
    XIAOMI = "xiaomi"
    OPPO = "oppo"
    VIVO = "vivo"
    SAMSUNG = "samsung"
    WECHAT = "wechat"
    BROWSER = "browser"
    OTHER = "other"
    UNKNOWN = "unknown"


# The first mark found decides, so what runs inside another stands before it: a
# Thunderbird also says Mozilla, an Outlook for Mac also says Mac OS.
_MARKS: tuple[tuple[str, Client], ...] = (
    ("micromessenger", Client.WECHAT),
    ("icsx5", Client.ICSX5),
    ("davx5", Client.DAVX5),
    ("davdroid", Client.DAVX5),
    ("vdirsyncer", Client.VDIRSYNCER),
    ("google-calendar", Client.GOOGLE),
    ("thunderbird", Client.THUNDERBIRD),
    ("lightning", Client.THUNDERBIRD),
    ("outlook", Client.OUTLOOK),
    ("microsoft office", Client.OUTLOOK),
    ("microsoft.exchange", Client.OUTLOOK),
    ("msexchange", Client.OUTLOOK),
    ("exchange/", Client.OUTLOOK),
    ("dataaccessd", Client.APPLE),
    ("calendaragent", Client.APPLE),
    ("accountsd", Client.APPLE),
    ("ical/", Client.APPLE),
    ("mozilla/", Client.BROWSER),
    ("huawei", Client.HUAWEI),
    ("honor", Client.HUAWEI),
    ("harmonyos", Client.HUAWEI),
    ("xiaomi", Client.XIAOMI),
    ("miui", Client.XIAOMI),
    ("oppo", Client.OPPO),
    ("coloros", Client.OPPO),
    ("oneplus", Client.OPPO),
    ("vivo", Client.VIVO),
    ("samsung", Client.SAMSUNG),
)


def family(user_agent: str) -> Client:
    """The family; reads no further than LONGEST_READ characters."""
    said = user_agent[:LONGEST_READ].lower().strip()
    if not said:
        return Client.UNKNOWN
    return next((client for mark, client in _MARKS if mark in said), Client.OTHER)
