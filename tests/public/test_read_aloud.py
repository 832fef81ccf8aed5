"""What a screen reader is given: the accessibility tree beside the text expected of it.

The texts lie in spoken/, to be read by people. After a change that is meant, write them
anew with SPOKEN=write, and read the difference before it is committed.
"""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.public import kinds
from tests.public.season import Season

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EXPECTED = Path(__file__).parent / "spoken"
READ = {
    "home": "HomePage",
    "schedule": "schedule",
    "performance": "performance",
    "showcase": "ShowcasePage",
}
# Addresses are drawn by lot, and are not read out.
ADDRESS = re.compile(r"\n *- /url: .*")
LOT = re.compile(r"(?<=/performances/)[a-z0-9]{8}")


@pytest.mark.parametrize("name", READ)
def test_it_is_read_as_written(name: str, browsing: Any, season: Season) -> None:
    one = browsing(width=390, height=844)
    page = one.open(kinds.addresses(season)[READ[name]])
    read = ADDRESS.sub("", page.locator("body").aria_snapshot()) + "\n"
    read = LOT.sub("…", read)

    expected = EXPECTED / f"{name}.txt"
    if os.environ.get("SPOKEN") == "write":
        expected.write_text(read)
    assert read == expected.read_text()
