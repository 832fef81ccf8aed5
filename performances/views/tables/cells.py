"""Text that a spreadsheet takes for text, whatever somebody typed into the schedule."""

# A cell that begins with one of these is run as a formula when a CSV is opened; the
# full-width ones are read as such by some Chinese and Japanese spreadsheets.
_RUNS = frozenset("=+-@\t\r\n＝＋－＠|%")
# What XML 1.0, and so a workbook, cannot hold.
_UNFIT = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
)
# The most a cell of Excel holds.
_LONGEST = 32_767


def clean(text: str) -> str:
    """Without what a workbook cannot hold."""
    return text.translate(_UNFIT)[:_LONGEST]


def runs(text: str) -> bool:
    """Whether a spreadsheet might run it; blanks before the sign help nobody."""
    return text[:1] in _RUNS or text.lstrip()[:1] in _RUNS if text else False


def harmless(text: str) -> str:
    """For a CSV: an apostrophe before what would run, as spreadsheets mark text."""
    text = clean(text)
    return f"'{text}" if runs(text) else text
