"""The words the board's script says, in the reader's language."""

from django.utils.translation import gettext as _

from ..show_acts import SHOW_ACTS
from .bars import ACTS


def words() -> dict[str, str]:
    """By the name the script knows them by; {…} is filled in by the script."""
    acts = {f"act.{key}": str(SHOW_ACTS.get(key).label) for key in ACTS}
    return acts | {
        # Translators: zh: 排期板:左右移动看日期,上下移动看各行 (name of the grid)
        "grid": _("The board: rows and days. Arrow keys go from bar to bar."),
        "act.move": _("Move…"),
        "act.back": _("One day earlier"),
        "act.on": _("One day later"),
        "act.open": _("Open the show"),
        "act.showcase": _("Act on the showcase"),
        "act.card": _("Go to conflict {number}"),
        "move.title": _("Move “{title}”"),
        "place.title": _("Place “{title}” on the board"),
        "new.title": _("New show"),
        "why.title": _("Why does “{title}” move?"),
        "undo.title": _("Undo: why is it taken back for “{title}”?"),
        # Translators: zh: 公开:观众会看到这句话。
        "undo.public": _("Visitors read this reason."),
        "public": _("Visitors read this reason beside the new time."),
        "postponed": _("Visitors read this reason beside the old date."),
        "blocked.title": _("“{title}” cannot stand there"),
        "warned.title": _("“{title}”: there are warnings"),
        "stale.title": _("“{title}” was changed meanwhile"),
        "refused.title": _("“{title}”: nothing was changed"),
        "stays": _("It is back where it was."),
        "sure.discard": _(
            "Delete “{title}”? Nobody outside has seen it. You can undo it right after."
        ),
        "busy": _("Asking the server …"),
        "offline": _("The server cannot be reached. Nothing was changed."),
        "forbidden": _("You may not do this. Ask the coordinator of the league."),
        "gone": _("The show is not there any more."),
        "kept": _("Nothing was changed."),
        "conflict": _("conflict {number}"),
        "locked": _("cannot be moved: {why}"),
        "none": _("No troupe yet"),
        "same": _("As it is"),
        "expand": _("Show the rows"),
        "collapse": _("Hide the rows"),
        "cards": _("{count} in conflict, {more} to look at"),
        "cards.none": _("Nothing stands against these shows."),
        "cards.more": _("{count} more are not listed. Choose fewer days or a league."),
        "waiting.none": _("Every show has its place and its hour."),
        "place": _("Place on…"),
    }
