"""Public scripts as they are served: the written lines, without those for readers."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from ulanmuqi.base.lean_scripts import lean

SCRIPTS = sorted(Path(settings.STATICFILES_DIRS[0]).glob("js/*.js"))


@pytest.mark.parametrize("source", SCRIPTS, ids=lambda path: path.name)
def test_what_is_served_is_what_was_written_line_by_line(source: Path) -> None:
    served = Path(finders.find(f"js/{source.name}")).read_text().splitlines()
    code = _without_comments(source.read_text())
    assert served == code
    # A string over several lines would lose its indentation.
    assert all(line.count("`") % 2 == 0 for line in code)


def _without_comments(source: str) -> list[str]:
    """Line by line, as a reader would: what stands between /* and */ is no code."""
    code, inside = [], False
    for line in (line.strip(" \t") for line in source.splitlines()):
        if inside or line.startswith("/*"):
            inside = "*/" not in line
        elif not line.startswith("//"):
            code.append(line)
    return code


def test_a_block_needs_no_star_before_each_of_its_lines() -> None:
    source = "/** Why,\n    at length. */\nconst a = 1;\n  /* b */ const c = 2;\n"
    assert lean(source) == "const a = 1;\n/* b */ const c = 2;\n"


def test_comments_within_a_line_stay() -> None:
    source = '/** Why. */\n/**\n * And how.\n */\n  const a = "//b"; // c\n\n// d\n'
    assert lean(source) == 'const a = "//b"; // c\n\n'


def test_scripts_of_the_admin_are_served_as_they_are() -> None:
    found = finders.find("js/admin/rows.js")
    assert Path(found).parent == Path(settings.STATICFILES_DIRS[0]) / "js" / "admin"
