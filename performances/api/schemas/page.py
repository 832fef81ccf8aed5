"""One page of a list."""

from typing import Generic, TypeVar

from django.utils.translation import gettext_noop as _

from .told import Record, link, told

Item = TypeVar("Item")


class Page(Record, Generic[Item]):
    items: list[Item] = told(_("The records, in the order of the list."), [])
    next: str | None = link(
        _("The address of the next page; null on the last one."),
        "/api/v1/performances?limit=20&cursor=Vq3k2m8sQ1ZbMTcwMDQ3OTgwMDAwMDAwMCwxMl0",
    )
