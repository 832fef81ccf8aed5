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
    written = [line.strip(" \t") for line in source.read_text().splitlines()]
    left_out = [line for line in written if line and line not in served]
    assert all(line.startswith(("//", "/*", "*")) for line in left_out)
    code = [line for line in written if not line.startswith(("//", "/*", "*"))]
    assert served == code
    # A string over several lines would lose its indentation.
    assert all(line.count("`") % 2 == 0 for line in code)


def test_comments_within_a_line_stay() -> None:
    source = '/** Why. */\n/**\n * And how.\n */\n  const a = "//b"; // c\n\n// d\n'
    assert lean(source) == 'const a = "//b"; // c\n\n'


def test_scripts_of_the_admin_are_served_as_they_are() -> None:
    found = finders.find("js/admin/rows.js")
    assert Path(found).parent == Path(settings.STATICFILES_DIRS[0]) / "js" / "admin"
