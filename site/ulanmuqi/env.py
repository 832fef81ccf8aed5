"""Typed readers of environment variables that stop start-up with one sentence."""

import os
import re
from urllib.parse import urlsplit

# A name, an address of either protocol, or a leading dot for a domain's subdomains.
_HOST = re.compile(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\]")


# A league's or banner's group chat: 152200=wecom:KEY, 150000=dingtalk:TOKEN:SECRET.
_ROBOT = re.compile(
    r"(\d{6})=(wecom|dingtalk):([A-Za-z0-9-]{16,128})(?::([A-Za-z0-9]{16,128}))?",
    re.ASCII,
)


class SettingError(SystemExit):
    """A setting is missing or malformed; printing it is the whole message."""


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingError(f"{name} is not set. Set it in the environment.")
    return default


def secret(name: str, *, at_least: int = 50) -> str:
    return _strong(name, text(name), at_least)


def secrets(name: str, *, at_least: int = 50) -> list[str]:
    """Those in use before, the latest first, with spaces between; mostly none."""
    return [_strong(name, value, at_least) for value in text(name, "").split()]


def _strong(name: str, value: str, at_least: int) -> str:
    if len(value) < at_least or len(set(value)) < 5:
        raise SettingError(
            f"{name} is too weak: give at least {at_least} random characters."
        )
    return value


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} must be true or false, not {value!r}.")


def number(name: str, *, default: int) -> int:
    """A whole number from 1 to 65535."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65_535:
        raise SettingError(f"{name} must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def names(name: str) -> list[str]:
    """A comma-separated list with at least one entry."""
    values = [part.strip() for part in text(name).split(",") if part.strip()]
    if not values:
        raise SettingError(f"{name} must name at least one value.")
    return values


def hosts(name: str) -> list[str]:
    """Host names without scheme, port or path; never every host at once."""
    values = names(name)
    for value in values:
        if not _HOST.fullmatch(value):
            raise SettingError(
                f"{name} must be host names such as example.org, not {value!r}."
            )
    return values


def address(name: str, *, schemes: tuple[str, ...]) -> str:
    """An absolute address without trailing slash, in one of the given schemes."""
    value = text(name)
    try:
        parts = urlsplit(value)
        usable = parts.scheme in schemes and bool(parts.netloc or parts.path)
    except ValueError:
        usable = False
    if not usable:
        raise SettingError(f"{name} must be an address in {' or '.join(schemes)}.")
    return value.rstrip("/")


def web_address(name: str) -> str:
    """An http(s) address with a host and no path, query or fragment."""
    value = address(name, schemes=("https", "http"))
    parts = urlsplit(value)
    if not parts.hostname or parts.path or parts.query or parts.fragment:
        raise SettingError(f"{name} must be like https://example.org, without a path.")
    return value


def robots(name: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Robots of group chats by (region code, service), each (key, signing secret).

    Empty when the setting is. What is malformed is counted, never printed: it holds
    secrets.
    """
    found = {}
    for number, entry in enumerate(text(name, "").split(), start=1):
        shape = _ROBOT.fullmatch(entry)
        if shape is None:
            raise SettingError(
                f"{name}: entry {number} must be like 152200=wecom:KEY or "
                "150000=dingtalk:TOKEN:SECRET, with spaces between entries."
            )
        region, service, key, signing = shape.groups("")
        found[region, service] = (key, signing)
    return found
