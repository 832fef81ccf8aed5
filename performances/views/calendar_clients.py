"""Which calendars there are, whether each updates by itself, and how to add a feed.

Only what vendors document is said here, and nothing is said to work that nobody tried:
`tried` is empty until somebody added a feed on a real device, saw what became of a
moved show and entered it in the admin (Schedule, Trials on devices). How each client
behaves is known from reports of others, which are no trial.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ..models import DeviceTrial

_Known = DeviceTrial.Client


@dataclass(frozen=True, slots=True)
class Client:
    """`steps` are whole sentences in order; `updates` is False for a mere copy.

    `tried` are its latest trials, the newest first, which is what decides:
    `has_failed` where that one did not work.
    """

    code: str
    name: str
    updates: bool
    steps: tuple[str, ...]
    tried: tuple[DeviceTrial, ...] = ()
    has_failed: bool = False


def clients() -> list[Client]:
    """In the order of the page; Google, slowest and out of reach for many, is last.
    One query."""
    trials = DeviceTrial.latest()
    known = [_apple(), _phones(), _outlook(), _windows(), _thunderbird(), _google()]
    return [_as_tried(client, trials.get(client.code, ())) for client in known]


def _as_tried(client: Client, trials: Sequence[DeviceTrial]) -> Client:
    if not trials:
        return client
    outcome = trials[0].outcome
    return replace(
        client,
        tried=tuple(trials),
        updates=outcome == DeviceTrial.Outcome.FOLLOWED,
        has_failed=outcome == DeviceTrial.Outcome.FAILED,
    )


def _apple() -> Client:
    return Client(
        code=_Known.APPLE.value,
        name=str(_Known.APPLE.label),
        updates=True,
        steps=(
            # Translators: zh: 在Safari浏览器里打开这一页，点上面的“苹果日历”。
            _("Open this page in Safari and press “Apple Calendar” above."),
            # Translators: zh: 点“订阅”，再点“添加”。
            _("Press “Subscribe”, then “Add”."),
            # Translators: zh: 想更新得勤一点：苹果电脑的日历里，可以在这份日历的“显示简介”里改“自动刷新”。
            _("To update more often: on a Mac, change “Auto-refresh” in its info."),
        ),
    )


def _phones() -> Client:
    return Client(
        code=_Known.PHONES.value,
        name=str(_Known.PHONES.label),
        updates=False,
        steps=(
            # Translators: zh: 这些日历一般不能按地址订阅，只能把日历文件存一份进去；有的机型连文件也打不开。
            _(
                "They cannot, as a rule, subscribe by address; they can keep a copy "
                "of the calendar file, and some models cannot open even that."
            ),
            # Translators: zh: 存进去的场次改期、取消了，手机里不会变。所以更好的办法是把网页放到桌面，见下面。
            _(
                "A copy stays as it is when a show moves or is cancelled. Better keep "
                "the page on the home screen, as told below."
            ),
            # Translators: zh: 还是想存一份：点上面的“日历文件”，下载后选用日历打开。
            _(
                "If you want a copy all the same: press “Calendar file” above and "
                "open the download with the calendar."
            ),
        ),
    )


def _outlook() -> Client:
    return Client(
        code=_Known.OUTLOOK.value,
        name=str(_Known.OUTLOOK.label),
        updates=True,
        steps=(
            # Translators: zh: 个人邮箱点上面的“Outlook.com”，单位邮箱点“Outlook 365”，登录后点“导入”。
            _(
                "With a private account press “Outlook.com” above, with one of your "
                "office “Outlook 365”; sign in and press “Import”."
            ),
            # Translators: zh: 同一个账号的手机Outlook里，随后也会出现。
            _("It then appears in Outlook on the phone with the same account."),
        ),
    )


def _windows() -> Client:
    return Client(
        code=_Known.WINDOWS.value,
        name=str(_Known.WINDOWS.label),
        updates=True,
        steps=(
            # Translators: zh: 复制上面的地址。
            _("Copy the address above."),
            # Translators: zh: 打开“日历”，选“添加日历”，再选“从网络订阅”（旧版叫“从Internet”），粘贴地址。
            _(
                "In Calendar choose “Add calendar”, then “Subscribe from web” (“From "
                "Internet” in the classic one), and paste it."
            ),
            # Translators: zh: 双击下载的日历文件，存进去的只是一份副本，不会更新。
            _("A downloaded file that is opened stays a copy and does not update."),
        ),
    )


def _thunderbird() -> Client:
    return Client(
        code=_Known.THUNDERBIRD.value,
        name=str(_Known.THUNDERBIRD.label),
        updates=True,
        steps=(
            # Translators: zh: 复制上面的地址。
            _("Copy the address above."),
            # Translators: zh: 在日历里选“新建日历”，再选“在网络上”，粘贴地址，点“查找日历”，再点“订阅”。
            _(
                "In the calendar choose “New Calendar”, then “On the Network”, paste "
                "the address, press “Find Calendars”, then “Subscribe”."
            ),
        ),
    )


def _google() -> Client:
    return Client(
        code=_Known.GOOGLE.value,
        name=str(_Known.GOOGLE.label),
        updates=True,
        steps=(
            # Translators: zh: 要能打开谷歌的网络。用浏览器点上面的“谷歌日历”并确认；谷歌的手机应用本身不能按地址订阅。
            _(
                "Needs a network that reaches Google. Press “Google Calendar” above "
                "in a browser and confirm; Google's own app cannot subscribe by "
                "address."
            ),
            # Translators: zh: 谷歌自己决定什么时候更新，可能要一天，催不动；取消的场次会直接消失，不说原因。
            _(
                "Google decides when to update; it may take a day and cannot be "
                "hurried. A cancelled show simply disappears there, without a word."
            ),
        ),
    )
