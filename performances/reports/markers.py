"""The words in double braces a layout may hold, and where.

`{{troupe}}` and `{{league}}` make the row they stand in a row of a troupe or a league;
`{{region}}` the one row of the region. A sheet whose name holds `{{league}}` is made
once for every league. What begins with `total.` is the sum below the rows.
"""

import re

MARKER = re.compile(r"\{\{\s*([a-z_.]{1,40})\s*\}\}")
# What a row is about; one of them makes a row of the layout the one that is repeated.
OWNERS = ("troupe", "league", "region")
FIGURES = (
    "onsite_shows", "onsite_attendances", "online_shows", "online_views", "distance",
    "days", "gacha", "coached", "trainings", "trained", "works", "services", "requests",
    "shows",
)  # fmt: skip
OF_ROW = (
    *FIGURES, "reviewed", "reported", "returned", "missing", "target", "target_days",
    "before",
)  # fmt: skip
# Once a sheet, anywhere.
OF_SHEET = ("period", "made", "state", "who", "site", "carried", "targets", "notes")
TOTAL = "total."


def known(name: str) -> bool:
    if name.startswith(TOTAL):
        return name.removeprefix(TOTAL) in OF_ROW
    return name in (*OWNERS, *OF_ROW, *OF_SHEET)


def of_row(name: str) -> bool:
    """Whether it stands in a row that is repeated."""
    return name in OWNERS or name in OF_ROW
