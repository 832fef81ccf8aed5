"""What a leader can do to a request on the phone: the desk's verbs, in plain forms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from troupes.models import Troupe

from ...forms.my_request import MyRequestForm
from ...models import Request
from ...scheduling import request_answers as answers
from ...scheduling import request_fits as fits
from ...scheduling.request_day import keep_day, propose_day
from ...scheduling.request_kept import keep_show, release_kept, take_day_back
from ...scheduling.request_passing import give_to_league


@dataclass(frozen=True, slots=True, kw_only=True)
class MyAct:
    """`run(row, **facts)` is a verb; None keeps a day, which takes a show's facts.
    `leaves`: afterwards it is not the troupe's any more."""

    key: str
    label: Any
    explained: Any
    fits: Callable[[Request], bool]
    asks: tuple[str, ...]
    run: Callable[..., Any] | None = None
    show_verb: str = ""
    leaves: bool = False
    is_first: bool = False

    def may(self, user: Any, row: Request) -> bool:
        return fits.may_act(user, row, "answer", self.show_verb)

    def do(self, row: Request, form: MyRequestForm, troupe: Troupe, user: Any) -> None:
        """Raises SchedulingError."""
        how = {"by": user, "version": form.cleaned_data["version"]}
        if self.run is not None:
            self.run(row, **form.told(), **how)
        else:
            told = form.cleaned_data
            how |= {"words": told["words"], "anyway": told["anyway"]}
            keep_day(row, form.show(troupe), **how)


ACTS = (
    MyAct(
        key="let_in",
        # Translators: zh: 核实过了，是真的
        label=gettext_lazy("Checked: it is a real request"),
        # Translators: zh: 系统拿不准是不是真人点的。打个电话问问，真的就点这里。
        explained=gettext_lazy(
            "The site was not sure that a person wrote it. Ring; if it is real, press."
        ),
        run=answers.let_in,
        fits=fits.is_held,
        asks=(),
        is_first=True,
    ),
    MyAct(
        key="keep_day",
        # Translators: zh: 定下一天
        label=gettext_lazy("Settle on a day"),
        # Translators: zh: 把这天留作备选，点单的人马上看得到。队伍忙、路上赶不到，这里会说。
        explained=gettext_lazy(
            "Keeps the day as a hold; whoever asked sees it at once. If the troupe is "
            "busy or cannot get there in time, it is said here."
        ),
        fits=fits.wants_a_day,
        asks=("day", "hour", "place", "words", "anyway"),
        is_first=True,
    ),
    MyAct(
        key="propose",
        # Translators: zh: 提另一个日子
        label=gettext_lazy("Propose another day"),
        # Translators: zh: 对方点一下就能说行不行。
        explained=gettext_lazy("They say in one tap whether it suits."),
        run=propose_day,
        fits=fits.is_talked_over,
        asks=("day", "hour", "words", "anyway"),
    ),
    MyAct(
        key="accept",
        # Translators: zh: 答应去，日子再商量
        label=gettext_lazy("We come; the day is still to be arranged"),
        # Translators: zh: 点单的人会看到你们答应了。定了日子再回来点“定下一天”。
        explained=gettext_lazy(
            "Whoever asked reads that you come. Settle on the day here later."
        ),
        run=answers.accept_request,
        fits=fits.may_be_accepted,
        asks=("words",),
    ),
    MyAct(
        key="ask_back",
        # Translators: zh: 问一句
        label=gettext_lazy("Ask something"),
        # Translators: zh: 写在点单的网页上，等对方回答；打电话更快。
        explained=gettext_lazy(
            "It stands on the request’s page until they reply; ringing is faster."
        ),
        run=answers.ask_back,
        fits=fits.may_be_asked_back,
        asks=("question",),
    ),
    MyAct(
        key="to_league",
        # Translators: zh: 交给盟市
        label=gettext_lazy("Give it to the league"),
        # Translators: zh: 自己去不了，又不想让人空等：盟市马上知道，由他们来安排。
        explained=gettext_lazy(
            "You cannot go, and nobody should wait for nothing: the league is told at "
            "once and arranges it."
        ),
        run=give_to_league,
        fits=lambda row: fits.is_talked_over(row) and row.troupe_id is not None,
        asks=("inside",),
        leaves=True,
    ),
    MyAct(
        key="decline",
        # Translators: zh: 来不了
        label=gettext_lazy("It cannot be"),
        # Translators: zh: 写明原因，点单到此为止。别的队伍也许能去时，请交给盟市。
        explained=gettext_lazy(
            "With the reason, and that is its end. If another troupe could go, give it "
            "to the league instead."
        ),
        run=answers.decline_request,
        fits=fits.may_be_declined,
        asks=("reason",),
    ),
    MyAct(
        key="day_back",
        # Translators: zh: 这一天不算了
        label=gettext_lazy("Take the day back"),
        # Translators: zh: 备选退回草稿，不再占时间；点单要另外安排，对方读得到。
        explained=gettext_lazy(
            "The hold becomes a draft again and keeps no time; the request is to be "
            "arranged anew, and whoever asked reads so."
        ),
        run=take_day_back,
        fits=fits.has_a_hold,
        asks=("words",),
        show_verb="release",
    ),
    MyAct(
        key="free",
        # Translators: zh: 放开这一天
        label=gettext_lazy("Let the day go"),
        # Translators: zh: 对方不要了：备选变回草稿，不再占时间。
        explained=gettext_lazy(
            "They need it no more: the hold becomes a draft again and keeps no time."
        ),
        run=release_kept,
        fits=fits.keeps_a_hold,
        asks=("inside",),
        show_verb="release",
        is_first=True,
    ),
    MyAct(
        key="keep",
        # Translators: zh: 演出照常
        label=gettext_lazy("The show stays"),
        explained=gettext_lazy(
            "It stays in the schedule on purpose, though nobody asks for it any more."
        ),
        run=keep_show,
        fits=fits.keeps_a_show,
        asks=("inside",),
    ),
)


def acts_for(user: Any, row: Request) -> list[MyAct]:
    """Those that fit the request as it is and that the person may do."""
    return [act for act in ACTS if act.fits(row) and act.may(user, row)]
