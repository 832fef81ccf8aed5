"""Entering a word and checking it: two acts by two people."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from troupes.rights import scope_of
from ulanmuqi.base import clock, rights
from ulanmuqi.base.mongolian import clean_text
from ulanmuqi.base.names import person_name

from ..models.glossary import GlossaryEntry
from .glossary import Line, field_of, home_of


def may_enter(user: Any, line: Line) -> bool:
    """Words belong to every coordinator; a name to whoever keeps its row."""
    scope = scope_of(user)
    if line.row is None:
        return scope.coordinates
    return scope.coordinates and rights.may(user, "change", line.row)


def may_check(user: Any, line: Line) -> bool:
    """A reader of the script in charge there who did not enter the text."""
    scope = scope_of(user)
    home = home_of(line)
    reads = bool(scope.read_paths) if home is None else scope.reads(home)
    return reads and bool(line.text) and line.entered_by != user


def enter(user: Any, line: Line, *, text: str, source: str) -> None:
    """Stores a text with its source; a check of another text lapses with it.

    Raises PermissionDenied, or ValidationError for what is not the script.
    """
    if not may_enter(user, line):
        raise PermissionDenied
    text = clean_text(text)
    changed = text != line.text
    with transaction.atomic():
        entry, _new = GlossaryEntry.objects.select_for_update().get_or_create(
            key=line.key
        )
        entry.source = source
        if changed:
            entry.entered_by, entry.entered_at = user, clock.now()
        if line.row is None:
            entry.text = text
        elif changed:
            setattr(line.row, field_of(line.row), text)
            line.row.save(update_fields=[field_of(line.row)])
            log(instance=line.row, action="wagtail.edit", user=user)
        entry.save()
        log(instance=entry, action="wagtail.edit", user=user, title=line.chinese)


def check(user: Any, line: Line, *, text: str) -> None:
    """Says that this text is right. `text` is what the reader saw: when the line
    holds another by now, nothing is checked and ValidationError says so."""
    if not may_check(user, line):
        raise PermissionDenied
    with transaction.atomic():
        entry, _new = GlossaryEntry.objects.select_for_update().get_or_create(
            key=line.key
        )
        stands = entry.text
        if line.row is not None:
            line.row.refresh_from_db(fields=[field_of(line.row)])
            stands = getattr(line.row, field_of(line.row))
        if stands != text:
            raise ValidationError(
                # Translators: zh: 在您看的时候，这个词被改过了。请再看一遍现在的写法。
                _("The text was changed while you looked at it. Read it once more.")
            )
        if line.row is None:
            entry.checked_text = text
        else:
            line.row.checked_mn = text
            line.row.save(update_fields=["checked_mn"])
        entry.checked_by = person_name(user)
        entry.checked_at = clock.now()
        entry.save()
        log(instance=entry, action="wagtail.edit", user=user, title=line.chinese)
