"""Cells of a list carry the heading of their column, for screens without columns."""

from types import SimpleNamespace

from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from ulanmuqi.base.row_tables import SAYS_ITSELF, RowTable

COLUMNS = [
    TitleColumn("name", label="名称", get_url=lambda _row: "/there/"),
    Column("when", label="时间", classname=SAYS_ITSELF),
    Column("power", label='自带"电源"'),
    StatusTagColumn("state", label="状态"),
]


def cells(**values: str) -> list[str]:
    facts = {"name": "兴安2号", "when": "11月20日", "power": "30 kW", "state": "已定"}
    table = RowTable(COLUMNS, [SimpleNamespace(**(facts | values))])
    (row,) = table.rows
    context = {"row": row, "table": table, "request": None}
    return [" ".join(cell.render_html(context).split()) for cell in row.values()]


def test_every_cell_says_under_which_heading_it_stands() -> None:
    name, when, power, state = cells()
    assert name.startswith('<td data-heading="名称" class="title">')
    assert f'data-heading="时间" class="{SAYS_ITSELF}"' in when
    # A heading is text, whatever stands in it.
    assert 'data-heading="自带&quot;电源&quot;"' in power
    assert 'data-heading="状态"' in state
    assert '<a href="/there/">' in name


def test_a_cell_without_anything_says_so() -> None:
    for nothing in ("", "—", "  "):
        _name, _when, power, _state = cells(power=nothing)
        assert power.startswith("<td data-nothing")


def test_what_a_row_says_stays_escaped() -> None:
    _name, _when, power, _state = cells(power="<td data-nothing><b>30</b>")
    assert "&lt;td data-nothing&gt;&lt;b&gt;30" in power
    assert "<b>" not in power
