"""The facts of a showcase as a caller states them: plain frozen values."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from ..models import Showcase


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiserFacts:
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowcaseFacts:
    """Everything an editor says of a showcase; `t_zero` aware or not known yet."""

    title: str
    code: str = ""
    short_title: str = ""
    title_en: str = ""
    kind: str = Showcase.Kind.SHOWCASE
    launch_date: date | None = None
    t_zero: datetime | None = None
    end_date: date | None = None
    purpose: str = ""
    organisers: tuple[OrganiserFacts, ...] = ()
    source: str = ""
    t_zero_is_example: bool = False
    is_example: bool = False


def showcase_facts_of(showcase: Showcase) -> ShowcaseFacts:
    own = {
        f.name: getattr(showcase, f.name)
        for f in fields(ShowcaseFacts)
        if f.name != "organisers"
    }
    return ShowcaseFacts(
        **own,
        organisers=tuple(
            OrganiserFacts(name=row.name, name_en=row.name_en)
            for row in showcase.organisers.all()
        ),
    )
