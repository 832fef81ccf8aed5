"""What is told once is told once: rows that two people added beside each other."""

from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXTS = sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])
# A shorter line may well be said twice.
LONG = 60


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.name)
def test_no_row_of_a_table_and_no_paragraph_stands_twice(text: Path) -> None:
    lines = text.read_text(encoding="utf-8").splitlines()
    for is_table, table in groupby(lines, key=lambda line: line.startswith("|")):
        cells = (row.split("|")[1].strip("-: ") for row in table if is_table)
        first = Counter(cell for cell in cells if cell)
        assert {cell for cell, times in first.items() if times > 1} == set()
    long = Counter(line for line in lines if len(line) > LONG)
    assert {line for line, times in long.items() if times > 1} == set()
