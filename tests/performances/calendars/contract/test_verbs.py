"""After every verb of scheduling, stored calendar text is what would be rendered.

The verbs are found by looking, not listed: one that reaches the rows of shows and has
no scenario here fails the suite.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from io import StringIO

import pytest
from django.core.management import call_command

from performances import scheduling
from performances.models import Performance, gate
from performances.scheduling import rebuild
from performances.scheduling.due import lift_embargoes
from tests.performances.calendars.contract import scenarios_of_showcases
from tests.performances.calendars.contract.scenarios import (
    SCENARIOS,
    Verb,
    again,
    shown,
)
from ulanmuqi.base import clock

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# What a module has to name to write, or have written, a row or an entry of a show.
WRITERS = {
    *("settle", "settle_again", "settle_openings", "change_status", "put_off"),
    *("announce", "confirm", "revise", "place_all", "entries", "move"),
    *("throw_away", "bulk_update", "store"),
}
TABLE_WRITERS = {"create", "bulk_create", "update"}


def _found() -> dict[str, Verb]:
    """Every verb by its name: what the decorator of `transaction` made."""
    verbs = {}
    for module in pkgutil.iter_modules(scheduling.__path__):
        loaded = importlib.import_module(f"{scheduling.__name__}.{module.name}")
        for name, value in vars(loaded).items():
            code = getattr(value, "__code__", None)
            is_verb = code is not None and code.co_qualname == "verb.<locals>.run"
            if is_verb and value.__module__ == loaded.__name__:
                verbs[name] = value
    return verbs


VERBS = _found()
# Imported for what it adds to SCENARIOS.
assert scenarios_of_showcases.__doc__


def _reaches_shows(verb: Verb) -> bool:
    """Whether the verb's module calls a writer, or writes to the table itself."""
    tree = ast.parse(inspect.getsource(inspect.getmodule(verb)))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        words = re.findall(r"\w+", ast.unparse(node.func))
        if set(words) & WRITERS:
            return True
        if words[:2] == ["Performance", "objects"] and words[-1] in TABLE_WRITERS:
            return True
    return False


def test_every_verb_that_reaches_a_show_has_a_scenario():
    reaching = {name for name, verb in VERBS.items() if _reaches_shows(verb)}

    assert len(reaching) > 40
    assert reaching - set(SCENARIOS) == set(), (
        "Give the new verb a scenario in SCENARIOS, so that the calendars follow it."
    )
    assert set(SCENARIOS) <= set(VERBS)


def check() -> None:
    """`rebuild_calendars --check`, and no public show without an entry."""
    out = StringIO()
    call_command("rebuild_calendars", "--check", stdout=out, stderr=out)
    public = Performance.objects.public(clock.now())
    assert not public.filter(calendar_entry=None).exists()


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_stored_text_is_rendered_text_after(name, frozen_clock):
    before = shown(title="在先的一场")

    SCENARIOS[name](VERBS[name])

    check()
    frozen_clock.forward(days=1)
    # The one thing that the clock alone ends; a timer looks for it every minute.
    lift_embargoes()
    check()
    assert again(before).calendar_entry.text == before.calendar_entry.text
    assert list(rebuild.batches())


def test_the_check_would_notice(frozen_clock):
    made = shown()
    with gate.opened():
        Performance.objects.filter(pk=made.pk).update(public_note="绕过了")

    with pytest.raises(Exception, match="1 calendar entries differ"):
        check()
