"""Whoever asked as the host of the show that answers: on its call sheet as long as the
request is linked with it and its contacts are kept."""

from ..models import Request, ShowContact


def note_host(row: Request) -> None:
    """Whoever asked is whom the crew rings that day: on the show's call sheet, where
    nobody else stands there."""
    if row.performance is not None and row.contact_phone:
        ShowContact.objects.get_or_create(
            performance=row.performance,
            duty=ShowContact.Duty.HOST,
            defaults={"name": row.contact_name, "phone": row.contact_phone},
        )


def forget_host(row: Request) -> None:
    """Takes name and telephone of whoever asked off the show's call sheet: before the
    request lets go of the show, or of the contacts. Other people's stay."""
    if row.performance_id is not None:
        ShowContact.objects.filter(
            performance=row.performance_id,
            name=row.contact_name,
            phone=row.contact_phone,
        ).delete()
