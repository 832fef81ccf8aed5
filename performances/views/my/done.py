"""What stands above a page after an act, by the value of `done` in its address."""

from django.utils.translation import gettext as _


def done_words(what: str) -> str:
    """ "" for anything made up."""
    words = {
        # Translators: zh: 已经改好，大家看到的是新的时间和地方。
        "moved": _("It is changed; everybody sees the new time and place."),
        # Translators: zh: 已经取消，大家都看得到原因。
        "cancelled": _("It is cancelled; everybody reads the reason."),
        # Translators: zh: 已经确定：这个时间，别人不能再占。
        "confirmed": _("It is confirmed: nobody else can have that time."),
        # Translators: zh: 这一场已经改期或取消了，看下面；刚才什么都没有改。
        "off": _(
            "This show was put off or called off before: see below. Nothing was "
            "changed just now."
        ),
        # Translators: zh: 盟市已经收到，答复会写在这里。现在还没有改。
        "asked": _("The league has it and answers here. Nothing has changed yet."),
        # Translators: zh: 请求已经撤回，盟市不用再答复。
        "unasked": _("It is taken back; the league need not answer any more."),
        # Translators: zh: 盟市已经先答复了，看下面。
        "late": _("The league has answered before; see below."),
        # Translators: zh: 已经答复，点单的人看得到。
        "answered": _("It is answered; whoever asked can read it."),
        # Translators: zh: 已经交给盟市，由他们答复。
        "league": _("The league has it now and answers."),
        # Translators: zh: 已经收到，谢谢。
        "reported": _("It has arrived. Thank you."),
        # Translators: zh: 已经收到，谢谢。同一时间日历上还有别的：照样记下了，盟市会看到。
        "clashes": _(
            "It has arrived. Thank you. Something else stood in the calendar at that "
            "time: your show counts all the same, and the league sees it."
        ),
        # Translators: zh: 记录已改到这一场，等盟市审核。原来那场没有演就取消，演了就上报。
        "carried": _(
            "The report is of this show now and waits for the league. Cancel the other "
            "one if it did not play, report it if it did."
        ),
        # Translators: zh: 记录已改到这一场，等盟市审核；没有的那一场已经撤销。
        "carried_all": _(
            "The report is of this show now and waits for the league; the show there "
            "never was is withdrawn."
        ),
    }
    return words.get(what, "")
