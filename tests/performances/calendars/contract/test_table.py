"""docs/feed-contract.md: every requirement has its tests, and every test exists."""

import ast
import re
from pathlib import Path

from tests.performances.calendars.contract import checks

HERE = Path(__file__).parent
TABLE = HERE.parents[3] / "docs" / "feed-contract.md"
REQUIREMENTS = range(1, 44)


def _rows() -> dict[str, list[str]]:
    """What the first cell says, and the tests named in the row."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and "`" in line:
            first = line.split("|")[1].strip()
            rows[first] = re.findall(r"`([\w./]*test_\w+\.py(?:::\w+)?)`", line)
    return rows


def _names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def test_every_requirement_has_a_test():
    rows = _rows()
    for number in REQUIREMENTS:
        assert rows.get(str(number)), number


def test_every_test_named_exists():
    for first, tests in _rows().items():
        for name in tests:
            file, _colons, function = name.partition("::")
            path = (HERE / file).resolve()
            assert path.exists(), (first, name)
            assert not function or function in _names(path), (first, name)


def test_a_row_points_to_the_bytes_exactly_where_they_are_checked():
    by_bytes = {
        int(first) for first, tests in _rows().items() if "test_bytes.py" in tests
    }
    assert by_bytes == set(checks.CHECKS)


def test_a_test_numbered_by_a_requirement_stands_in_its_row():
    rows = _rows()
    for path in HERE.glob("test_*.py"):
        for name in _names(path):
            if match := re.match(r"test_(\d\d)_", name):
                own = rows[str(int(match[1]))]
                assert f"{path.name}::{name}" in own or path.name in own, name
