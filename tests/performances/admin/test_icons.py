"""Every icon an admin page names is one Wagtail has; another draws an empty ring."""

import re
from pathlib import Path

import wagtail.admin

_NAMED = re.compile(r"""\bicon(?:_name)?=["']([a-z0-9-]+)["']""")
_ICONS = Path(wagtail.admin.__file__).parent / "templates/wagtailadmin/icons"


def test_icons_exist() -> None:
    known = {path.stem for path in _ICONS.glob("*.svg")}
    root = Path(__file__).parents[3]
    pages = [
        *(root / "performances").glob("**/admin/**/*.py"),
        *(root / "troupes").glob("**/admin/**/*.py"),
        *(root / "site").glob("**/admin/**/*.py"),
        *(root / "templates").glob("**/admin/**/*.html"),
    ]
    missing = {
        (path.name, name)
        for path in pages
        for name in _NAMED.findall(path.read_text("utf-8"))
        if name not in known
    }
    assert len(pages) > 50
    assert not missing
