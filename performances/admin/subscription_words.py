"""How a private calendar is spoken of in the admin: what it shows, who read it last."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from ulanmuqi.base.names import person_name

from ..calendar_clients import Client
from ..calendars.private.health import Health, State
from ..models import Subscription

_CLIENTS = {
    # Translators: zh: 苹果日历
    Client.APPLE: gettext_lazy("Apple Calendar"),
    # Translators: zh: 谷歌日历
    Client.GOOGLE: gettext_lazy("Google Calendar"),
    Client.OUTLOOK: "Outlook",
    Client.THUNDERBIRD: "Thunderbird",
    Client.ICSX5: "ICSx5",
    Client.DAVX5: "DAVx5",
    Client.VDIRSYNCER: "vdirsyncer",
    # Translators: zh: 华为或荣耀的日历
    Client.HUAWEI: gettext_lazy("Huawei or Honor calendar"),
    # Translators: zh: 小米日历
    Client.XIAOMI: gettext_lazy("Xiaomi calendar"),
    # Translators: zh: OPPO或一加的日历
    Client.OPPO: gettext_lazy("OPPO or OnePlus calendar"),
    # Translators: zh: vivo日历
    Client.VIVO: gettext_lazy("vivo calendar"),
    # Translators: zh: 三星日历
    Client.SAMSUNG: gettext_lazy("Samsung calendar"),
    # Translators: zh: 微信(只是打开看过)
    Client.WECHAT: gettext_lazy("WeChat (only opened)"),
    # Translators: zh: 浏览器(只是打开看过)
    Client.BROWSER: gettext_lazy("a browser (only opened)"),
    # Translators: zh: 其他日历程序
    Client.OTHER: gettext_lazy("another calendar program"),
    # Translators: zh: 没有说明的程序
    Client.UNKNOWN: gettext_lazy("a program that says no name"),
}
_STATES = {
    # Translators: zh: 已是最新
    State.CURRENT: pgettext_lazy("copy", "Up to date"),
    # Translators: zh: 还没更新
    State.BEHIND: pgettext_lazy("copy", "Not updated yet"),
    # Translators: zh: 还没订上
    State.NEVER: pgettext_lazy("copy", "Never fetched"),
    # Translators: zh: 任职已结束
    State.ENDED: pgettext_lazy("copy", "Rights ended"),
    # Translators: zh: 已停用
    State.CLOSED: pgettext_lazy("copy", "Closed"),
}


def scope_text(row: Subscription) -> str:
    if row.scope == Subscription.Scope.PERSON:
        name = person_name(row.holder)
        # Translators: zh: %(name)s能看到的全部
        return _("All that %(name)s may see") % {"name": name}
    return row.target.local_name


def choices_text(row: Subscription) -> str:
    # Translators: zh: 演出
    parts = [pgettext("calendar", "shows")]
    if row.holds:
        parts.append(_("holds"))
    if row.technical:
        busy = row.opaque
        parts.append(
            # Translators: zh: 装台和排练(显示忙碌)
            _("load-in and rehearsals (busy)")
            if busy
            # Translators: zh: 装台和排练
            else _("load-in and rehearsals")
        )
    if row.alarm:
        parts.append(str(row.get_alarm_display()))
    return "、".join(str(part) for part in parts)


def client_text(row: Subscription) -> str:
    return str(_CLIENTS[Client(row.client)]) if row.client else ""


def state_text(health: Health) -> str:
    return str(_STATES[health.state])


def attach(
    rows: Sequence[Subscription], health: dict[int, Health]
) -> Sequence[Subscription]:
    """Gives each row its health, for columns and templates."""
    for row in rows:
        row.health = health[row.pk]
        row.state_text = state_text(row.health)
        row.client_text = client_text(row)
        row.scope_text = scope_text(row)
    return rows
