"""What a channel is: it sends one message to one address, and says what became of it.

Whoever adds a channel writes `send` and registers it; the outbox does the rest.
"""

from dataclasses import dataclass
from typing import Protocol


class NotSent(Exception):
    """It certainly did not go out; the same may succeed later."""


class Rejected(Exception):
    """It certainly did not go out, and trying again would not help."""


@dataclass(frozen=True, slots=True)
class Message:
    """`key` names the message for good, whatever the attempt; `calendar` is the file
    of the shows it is about, "" for none."""

    key: str
    subject: str
    text: str
    calendar: str = ""


class Channel(Protocol):
    """Raises NotSent or Rejected when it is certain that nothing went out; any other
    exception leaves that open, and the message is not repeated by itself."""

    def send(self, message: Message, address: str) -> None: ...


_channels: dict[str, Channel] = {}


def register(name: str, channel: Channel) -> None:
    _channels[name] = channel


def channel(name: str) -> Channel:
    """Raises Rejected for a channel this site does not have (any more)."""
    try:
        return _channels[name]
    except KeyError:
        raise Rejected(f"There is no channel {name}.") from None
