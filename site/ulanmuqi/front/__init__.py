"""Published bytes: answers known public addresses before Django is asked.

A small WSGI layer that keeps whole bodies, plain and compressed, under the stamps they
were made under, and serves them only while those are current. It knows Django and
`base`, and nothing of the schedule: views opt in with `base.published`. Whatever it
cannot answer, or cannot be sure of, Django answers as if there were no front.
"""

from django.conf import settings

from . import stamps
from .application import Front
from .asking import Application


def around(django: Application) -> Front:
    """The front as the settings describe it, before a loaded Django."""
    return Front(
        django, stamps.of(settings.FRONT_STAMPS), most_bytes=settings.FRONT_BYTES
    )
