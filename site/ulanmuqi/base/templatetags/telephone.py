"""Numbers that can be tapped: `{% for number in troupe.public_phone|telephones %}`."""

from django import template

from ..telephones import Telephone, first_dialled
from ..telephones import telephones as read

register = template.Library()


@register.filter
def telephones(text: str) -> tuple[Telephone, ...]:
    """Each number of a field, as it is said and as it is dialled."""
    return read(text or "")


@register.filter
def dialled(text: str) -> str:
    """What stands after "tel:" where a field holds one number."""
    return first_dialled(text or "")
