"""Which show a report is of, where somebody on the road chose the wrong line."""

from collections.abc import Sequence
from typing import Any

from .carry import CarryFields
from .my_fields import MyForm


class CarryForm(CarryFields, MyForm):
    """`days` and `empty_show` say what may go along, "" where nothing may."""

    def __init__(
        self,
        data: Any = None,
        *,
        version: int,
        shows: Sequence[tuple[str, str]],
        days: str,
        empty_show: str,
    ) -> None:
        super().__init__(data, initial={"version": version, "takes_away": True})
        self.offer(shows, with_days=days, takes_away=empty_show)
