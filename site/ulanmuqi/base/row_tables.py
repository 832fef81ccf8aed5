"""Tables of rows that read as lists on a phone.

A narrow screen has no room for columns: css/admin.css lays every row out as two or
three lines there, and hides the headings. What a value means then has to stand beside
it, so every cell carries the heading of its column, and an empty one says that it is.
"""

from typing import Any

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.ui.tables import BaseColumn, Table

# Cells of columns with this class need no heading: "2026年11月20日 19:30".
SAYS_ITSELF = "cell-says-itself"
_NOTHING = frozenset({"", "—"})


class RowTable(Table):
    classname = "listing listing--rows"

    @property
    def rows(self) -> Any:
        for index, instance in enumerate(self.data):
            yield _Row(self, instance, index)


class _Row(Table.Row):
    def __getitem__(self, key: str) -> "_Cell":
        return _Cell(self.columns[key], self.instance)


class _Cell(BaseColumn.Cell):
    def render_html(self, parent_context: Any) -> SafeString:
        html = str(super().render_html(parent_context))
        if strip_tags(html).strip() in _NOTHING and "<svg" not in html:
            note = SafeString("<td data-nothing")
        else:
            note = format_html('<td data-heading="{}"', self.column.label)
        # What the column rendered is safe already; its first tag is the cell's.
        return mark_safe(html.replace("<td", note, 1))  # noqa: S308
