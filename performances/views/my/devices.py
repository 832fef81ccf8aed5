"""What a browser calls itself, in words somebody recognises their phone by."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

from ...models import DeviceLogin

# The first that occurs counts; what is more precise stands first.
_KINDS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_PROGRAMS = (
    ("MicroMessenger", "WeChat"),
    ("HuaweiBrowser", "Huawei"),
    ("MiuiBrowser", "Xiaomi"),
    ("HeyTapBrowser", "OPPO"),
    ("VivoBrowser", "vivo"),
    ("UCBrowser", "UC"),
    ("MQQBrowser", "QQ"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """`name` such as "Android · WeChat"; "" when nothing in it is known."""

    name: str
    hint: str
    made_at: datetime
    seen_at: datetime
    expires_at: datetime


def device_of(row: DeviceLogin) -> Device:
    return Device(
        name=name_of(row.agent),
        hint=row.hint,
        made_at=row.made_at,
        seen_at=row.last_seen_at,
        expires_at=row.expires_at,
    )


def name_of(agent: str) -> str:
    kind = next((said for mark, said in _KINDS if mark in agent), "")
    program = next((said for mark, said in _PROGRAMS if mark in agent), "")
    if program == "WeChat":
        # Translators: zh: 微信
        program = pgettext("device", "WeChat")
    parts = " · ".join(part for part in (kind, program) if part)
    # Translators: zh: 认不出的设备
    return parts or pgettext("device", "Unknown device")
