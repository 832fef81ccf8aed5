"""What was found in a foreign calendar file, in whole sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..ics_files import Fault, Misread, Problem, Unreadable
from ..scheduling.import_plan import Fate

_FAULTS = {
    Fault.EMPTY: gettext_lazy("The file is empty. Export it once more."),
    Fault.TOO_BIG: gettext_lazy(
        "The file is larger than 1 MB. Export fewer months, or only the calendar of "
        "this troupe."
    ),
    Fault.ARCHIVE: gettext_lazy(
        "This is a packed file. Unpack it first and upload the .ics file inside."
    ),
    Fault.PICTURE: gettext_lazy(
        "This is a picture or a document. Export the calendar as an .ics file."
    ),
    Fault.ENCODING: gettext_lazy(
        "The characters of the file cannot be read. Save it as UTF-8 and try again."
    ),
    Fault.NO_CALENDAR: gettext_lazy(
        "This is no calendar. Export it from the other program as iCalendar (.ics)."
    ),
    Fault.CUT_OFF: gettext_lazy(
        "The file breaks off in the middle. Export it once more."
    ),
    Fault.TANGLED: gettext_lazy(
        "The file is damaged: parts begin and end in the wrong order. Export it once "
        "more."
    ),
    Fault.TOO_DEEP: gettext_lazy(
        "The file is damaged: parts stand inside one another without end. Export it "
        "once more."
    ),
    Fault.TOO_MANY: gettext_lazy(
        "There are more than 500 events in the file. Export fewer months."
    ),
}

_PROBLEMS = {
    Problem.BROKEN_LINE: gettext_lazy("This line cannot be read: %(detail)s."),
    Problem.NO_UID: gettext_lazy(
        "It has no UID, so a later file could not be matched. Enter it by hand."
    ),
    Problem.LONG_UID: gettext_lazy(
        "Its UID is longer than 255 characters. Enter it by hand."
    ),
    Problem.NO_TITLE: gettext_lazy("It has no title. Give it one in that calendar."),
    Problem.NO_START: gettext_lazy("It does not say when it begins."),
    Problem.ODD_TIME: gettext_lazy("This is no time that can be read: %(detail)s."),
    Problem.ODD_ZONE: gettext_lazy(
        "Nobody knows the time zone “%(detail)s”. Choose Beijing time in that calendar."
    ),
    Problem.ENDS_FIRST: gettext_lazy("It ends before it begins."),
    Problem.TOO_LONG: gettext_lazy(
        "It lasts longer than 12 hours, so it is no single show. Enter each show by "
        "itself."
    ),
    Problem.SEVERAL_DAYS: gettext_lazy(
        "It stretches over several days. Enter each show on its own day."
    ),
    Problem.TOO_FAR: gettext_lazy(
        "It lies more than three years ahead, or its series began more than ten years "
        "ago. Check the year."
    ),
    Problem.ODD_RULE: gettext_lazy(
        "How it repeats is not understood here: %(detail)s. Enter its days one by one."
    ),
    Problem.ODD_EXTRA_DAYS: gettext_lazy(
        "Its extra days are not understood here: %(detail)s. Enter them one by one."
    ),
    Problem.REST_OF_SERIES: gettext_lazy(
        "It changes all later days of a series at once. Split the series in that "
        "calendar."
    ),
    Problem.SERIES_CUT: gettext_lazy(
        "The series goes on. Its days within a year, at most 100, are in the list; "
        "upload the file again later for the rest."
    ),
}

_FATES = {
    Fate.NEW: pgettext_lazy("calendar file", "New"),
    Fate.CHANGED: gettext_lazy("Changed there"),
    Fate.UNCLEAR: gettext_lazy("Different, but not marked as newer"),
    Fate.UNCHANGED: gettext_lazy("Unchanged"),
    Fate.OLDER: gettext_lazy("Older than what was taken over: left alone"),
    Fate.CALLED_OFF: gettext_lazy("Cancelled there"),
    Fate.OFF_THERE: gettext_lazy("Cancelled there, never taken over"),
    Fate.GONE: gettext_lazy("No longer in the file: nothing is deleted"),
    Fate.SETTLED: gettext_lazy("Firm or public here: an import leaves it alone"),
    Fate.SETTLED_OFF: gettext_lazy(
        "Cancelled there, but firm or public here: an import leaves it alone"
    ),
    Fate.OURS: gettext_lazy("From this site itself: change it here"),
    Fate.OVER: gettext_lazy("Over already: left out"),
    Fate.DELETED_HERE: gettext_lazy("Taken over once and deleted here"),
}


def fault_text(error: Unreadable) -> str:
    sentence = str(_FAULTS[error.fault])
    if error.line:
        # Translators: zh: %(sentence)s(第%(line)s行)
        return _("%(sentence)s (line %(line)s)") % {
            "sentence": sentence,
            "line": error.line,
        }
    return sentence


def problem_text(found: Misread) -> str:
    return str(_PROBLEMS[found.problem]) % {"detail": found.detail}


def fate_text(fate: Fate) -> str:
    return str(_FATES[fate])
