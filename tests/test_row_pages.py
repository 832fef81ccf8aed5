"""The pages of single rows in the admin, all of them."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import override
from wagtail import hooks

from ulanmuqi.base.row_views import RowInspect

# Their label is what they are called everywhere.
FOREIGN = {"url", "id"}


def shown_fields() -> Iterator[tuple[Any, str]]:
    for hook in hooks.get_hooks("register_admin_viewset"):
        found = hook()
        for viewset in found if isinstance(found, list) else [found]:
            viewsets = getattr(viewset, "registerables", [viewset])
            for one in viewsets:
                if issubclass(getattr(one, "inspect_view_class", object), RowInspect):
                    for name in one.inspect_view_fields or ():
                        yield one, name


def test_every_fact_is_named_in_chinese() -> None:
    foreign, seen = [], 0
    with override("zh-hans"):
        for viewset, name in shown_fields():
            view = viewset.inspect_view_class()
            view.model = viewset.model
            try:
                field = viewset.model._meta.get_field(name)
            except FieldDoesNotExist:
                field = None
            label = view.get_field_label(name, field)
            seen += 1
            if not any("一" <= sign <= "鿿" for sign in label):
                foreign.append((viewset.model.__name__, name, label))
    assert seen > 50
    assert foreign == []
