"""Whoever asked for a show, on its call sheet as long as the request is linked with it
and its contacts are kept."""

from ulanmuqi.base.telephones import telephones

from ..models import Request, ShowContact

_ASKER = ShowContact.Duty.ASKER


def note_host(row: Request) -> None:
    """Whoever asked is whom the crew rings there that day; the first, where a show
    answers several."""
    if row.performance is not None and row.contact_phone:
        ShowContact.objects.get_or_create(
            performance=row.performance,
            duty=_ASKER,
            defaults={"name": row.contact_name, "phone": row.contact_phone},
        )


def forget_host(row: Request) -> None:
    """Takes whoever asked off the show's call sheet, however name and number were
    mended there: before the request lets go of the show, or of the contacts. Whoever
    asked for the same show in another request stays."""
    if row.performance_id is None:
        return
    kept = ShowContact.objects.filter(performance=row.performance_id, duty=_ASKER)
    others = Request.objects.filter(performance=row.performance_id)
    phones = others.exclude(pk=row.pk).values_list("contact_phone", flat=True)
    of_others = {number for phone in phones for number in _numbers(phone)}
    for contact in kept:
        if not of_others & _numbers(contact.phone):
            contact.delete()


def _numbers(phone: str) -> set[str]:
    return {one.dialled for one in telephones(phone) if one.dialled}
