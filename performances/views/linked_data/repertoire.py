"""A work, who made it, its premiere and when it plays next.

PlayAction and PerformAction stay out: schema.org means games and people by them. A
song or a piece is a MusicComposition, which alone knows a `firstPerformance`.
"""

from django.utils.translation import gettext as _

from troupes.genres import Category
from troupes.models import Work
from ulanmuqi.base.templatetags.site_nav import address as in_language

from ..work_facts import WorkFacts
from .events import SCHEMA, listed
from .things import Thing, absolute, filled, identity, organisation

_MUSIC = frozenset({Category.VOCAL, Category.INSTRUMENTAL})


def work(row: Work, facts: WorkFacts, *, image: str = "") -> Thing:
    """Needs nothing loaded; one query for the creating troupes."""
    path = in_language(f"works/{row.code}/")
    is_music = row.category in _MUSIC
    premiere = facts.premiere.show if facts.premiere else None
    makers = [
        organisation(one.local_name, absolute(in_language(f"troupes/{one.code}/")))
        for one in row.troupes.all()
    ]
    # Translators: zh: 示例
    mark = f"〔{_('Example')}〕" if row.is_example else ""
    return {"@context": SCHEMA} | filled(
        _type="MusicComposition" if is_music else "CreativeWork",
        _id=identity(path),
        name=mark + row.plain_title,
        url=absolute(path),
        genre=row.form.local_name if row.form else str(row.category.label),
        creator=makers,
        dateCreated=str(row.new_work_year) if row.new_work_year else "",
        timeRequired=f"PT{row.minutes}M" if row.minutes else "",
        firstPerformance=listed(premiere) if is_music and premiere else None,
        subjectOf=[listed(card) for card in (*facts.next, *facts.later)],
        image=image,
    )
