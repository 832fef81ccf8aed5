"""The ways to one feed that calendars understand, each within what they take."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from ..calendars.feeds import Feed
from .embed import Framed

# Google drops longer addresses without a word (feed contract, quirks by client).
GOOGLE_TAKES = 256
# What every browser and mail program still opens.
LINK_TAKES = 2_000
# Nine characters each once encoded: a name never makes the link too long.
_NAME_TAKES = 60
_FRAME_HEIGHT = 480


@dataclass(frozen=True, slots=True)
class Links:
    """Absolute addresses; `google` is "" when the feed's own is too long for it."""

    address: str
    webcal: str
    outlook: str
    outlook_office: str
    google: str
    # What a phone opens after scanning. Not webcal: WeChat opens web pages only.
    page: str

    @classmethod
    def of(cls, feed: Feed, parameter: str) -> "Links":
        webcal = f"webcal://{urlsplit(feed.address).netloc}{feed.path}"
        page = f"{reverse('subscribe')}?{parameter}={feed.code}"
        return cls(
            address=feed.address,
            webcal=webcal,
            outlook=_outlook("outlook.live.com", feed),
            outlook_office=_outlook("outlook.office.com", feed),
            # Google takes the address of a calendar as webcal only; https fails.
            google=f"https://calendar.google.com/calendar/r?cid={webcal}"
            if len(webcal) <= GOOGLE_TAKES
            else "",
            page=f"{settings.BASE_URL}{page}",
        )


def _outlook(host: str, feed: Feed) -> str:
    address = quote(feed.address, safe="")
    name = quote(feed.local_name[:_NAME_TAKES], safe="")
    return f"https://{host}/calendar/0/addfromweb?url={address}&name={name}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A schedule for another site: `path` shows it here, `code` is what to paste."""

    path: str
    title: str
    code: str

    @property
    def joint(self) -> str:
        """What stands between the address and one more wish."""
        return "&" if "?" in self.path else "?"

    @classmethod
    def of(cls, feed: Feed | None, parameter: str) -> "Frame":
        """Of everything without a feed."""
        framed = Framed(parameter, feed.code) if feed else Framed()
        title = feed.local_name if feed else _("Ulanmuqi performance schedule")
        address = escape(settings.BASE_URL + framed.path)
        # A plain text: the page escapes it once more, to show it.
        code = (
            f'<iframe src="{address}" title="{escape(title)}" width="100%" '
            f'height="{_FRAME_HEIGHT}" loading="lazy" style="border:0"></iframe>'
        )
        return cls(path=framed.path, title=title, code=code)
