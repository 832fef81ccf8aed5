"""Facts that stand in addresses and paths: said once, never changed by a form."""

from typing import Any


class KeepsFields:
    """Mixed into a model form; `kept` names what an existing row cannot change."""

    kept: tuple[str, ...] = ("code",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        for name in self.kept:
            if name in self.fields:
                self.fields[name].disabled = True
