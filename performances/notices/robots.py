"""Notices to group chats, by the robots of WeCom (企业微信) and DingTalk (钉钉).

Off unless the operator sets GROUP_ROBOTS and a coordinator switches it on. Speaks
https with exactly the two hosts below, follows no redirect, waits seconds, and reads a
bounded answer. The keys are in the environment alone: not in the database, not in the
log, not in an error.
"""

import base64
import hashlib
import hmac
import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from ulanmuqi.base import clock

from .channels import Message, NotSent, Rejected

TIMEOUT = 8
LONGEST_ANSWER = 64 * 1024
# The services cut or refuse longer texts (WeCom: 2,048 octets).
LONGEST_TEXT = 2000
# Too many messages a minute: later they are welcome.
_BUSY = frozenset({45009, 130101, 660026, -1})


@dataclass(frozen=True, slots=True)
class Service:
    base: str
    path: str
    key_name: str
    signs: bool


SERVICES = {
    "wecom": Service(
        "https://qyapi.weixin.qq.com", "/cgi-bin/webhook/send", "key", signs=False
    ),
    "dingtalk": Service(
        "https://oapi.dingtalk.com", "/robot/send", "access_token", signs=True
    ),
}


class Robot:
    """`base` is for the suite's stand-in on this machine; anything but the service's
    own address is refused where the settings do not say it is a test."""

    def __init__(self, name: str, *, base: str = "") -> None:
        self.name = name
        self.service = SERVICES[name]
        if base and not _is_stand_in(base):
            raise ValueError("A robot speaks with its own service only.")
        self.base = base or self.service.base

    def send(self, message: Message, address: str) -> None:
        """`address` is the code of the region whose group chat it is."""
        key, secret = _keys(self.name, address)
        query = {self.service.key_name: key} | self._signature(secret)
        body = json.dumps(
            {"msgtype": "text", "text": {"content": _cut(message.text)}}
        ).encode()
        _judge(self._ask(f"{self.service.path}?{urlencode(query)}", body))

    def _signature(self, secret: str) -> dict[str, str]:
        if not (self.service.signs and secret):
            return {}
        stamp = str(int(clock.now().timestamp() * 1000))
        signed = hmac.new(
            secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256
        )
        return {"timestamp": stamp, "sign": base64.b64encode(signed.digest()).decode()}

    def _ask(self, target: str, body: bytes) -> bytes:
        connection = _connection(self.base)
        try:
            try:
                connection.connect()
            except OSError as error:
                raise NotSent(type(error).__name__) from None
            connection.request(
                "POST", target, body, {"Content-Type": "application/json"}
            )
            with connection.getresponse() as answer:
                if answer.status >= 500 or answer.status == 429:
                    raise NotSent(f"HTTP {answer.status}")
                if answer.status != 200:
                    raise Rejected(f"HTTP {answer.status}")
                return answer.read(LONGEST_ANSWER)
        finally:
            connection.close()


def _connection(base: str) -> http.client.HTTPConnection:
    """http.client follows no redirect and asks no proxy."""
    parts = urlsplit(base)
    if parts.scheme == "https":
        return http.client.HTTPSConnection(
            parts.hostname or "",
            parts.port,
            timeout=TIMEOUT,
            context=ssl.create_default_context(),
        )
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)


def _is_stand_in(base: str) -> bool:
    local = urlsplit(base).hostname == "127.0.0.1"
    return local and getattr(settings, "ALLOW_ROBOT_STAND_IN", False)


def _keys(name: str, region: str) -> tuple[str, str]:
    known: Mapping[tuple[str, str], tuple[str, str]] = settings.GROUP_ROBOTS
    if (region, name) not in known:
        raise Rejected("No robot is set up for this group any more.")
    return known[region, name]


def _judge(answer: bytes) -> None:
    """0 is the one number that means it was taken."""
    try:
        told = json.loads(answer)
        number = int(told["errcode"])
    except (ValueError, TypeError, KeyError):
        # It answered 200 with something else: perhaps taken, perhaps not.
        raise RuntimeError("The robot's answer is not to be understood.") from None
    if number in _BUSY:
        raise NotSent(f"errcode {number}")
    if number != 0:
        raise Rejected(f"errcode {number}")


def _cut(text: str) -> str:
    """By octets, never inside a character."""
    whole = text.encode()
    if len(whole) <= LONGEST_TEXT:
        return text
    return whole[: LONGEST_TEXT - 3].decode(errors="ignore") + "…"
