"""Makes rows for tests: real regions from the reference data, the rest made up.

Schedule rows are made by the verbs of `performances.scheduling`, as everywhere.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from PIL import Image
from wagtail.signal_handlers import disable_reference_index_auto_update

from performances import scheduling
from performances.models import (
    ArtAdviser,
    Engagement,
    Performance,
    Showcase,
    TrainingSession,
)
from performances.scheduling import EngagementFacts, ShowcaseFacts, ShowFacts
from performances.scheduling.advisers import AdviserFacts, enter_adviser
from performances.scheduling.training import plan_training
from performances.scheduling.training_facts import (
    AttendingFacts,
    TrainingFacts,
)
from performances.statuses import Status
from troupes.models import Loan, Member, Membership, StageTruck, Troupe, Work
from ulanmuqi import places
from ulanmuqi.base import clock
from ulanmuqi.places.models import Region, Venue

PASSWORD = "grassland-2023"
_number = count(1)


@cache
def _reference() -> dict[str, dict[str, Any]]:
    path = Path(places.__file__).parent / "reference" / "regions.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    rows = [data["province"], *data["leagues"], *data["banners"]]
    return {row["code"]: row for row in rows}


def _made(model: type[Any], **facts: Any) -> Any:
    """Saved, without Wagtail looking for what the row refers to: nobody on the stage
    is asked where it is used, and looking costs as much as saving."""
    with disable_reference_index_auto_update():
        return model.objects.create(**facts)


def region(code: str = "150105") -> Region:
    """The real region with that code, made with its parents when it is missing."""
    return regions([code])[code]


def regions(codes: Iterable[str]) -> dict[str, Region]:
    """Those real regions by code; what is missing is made, a level at a time.

    Most tests begin with a dozen of them, so they are written without `save()`.
    """
    wanted = {part: None for code in codes for part in _upwards(code)}
    known = {row.code: row for row in Region.objects.filter(code__in=wanted)}
    for level in Region.Level.values:
        missing = [
            _unsaved(code, known)
            for code in wanted
            if code not in known and _reference()[code]["level"] == level
        ]
        known |= {row.code: row for row in Region.objects.bulk_create(missing)}
        _own_ancestors(missing, level)
    return {code: known[code] for code in codes}


def _upwards(code: str | None) -> Iterator[str]:
    while code:
        yield code
        code = _reference()[code]["parent"]


def _unsaved(code: str, known: dict[str, Region]) -> Region:
    facts = _reference()[code]
    parent = known.get(facts["parent"])
    return Region(
        code=code,
        level=facts["level"],
        kind=facts["kind"],
        name=facts["name_zh"],
        short_name=facts["short_zh"],
        name_en=facts["name_en"],
        pinyin=facts["pinyin"],
        lat=facts["lat"],
        lon=facts["lon"],
        parent=parent,
        league=parent and parent.league,
        path=f"{parent.path if parent else ''}{code}.",
    )


def _own_ancestors(rows: list[Region], level: str) -> None:
    """A league is its own league, a banner its own banner, as `save()` has it."""
    if level in ("league", "banner"):
        for row in rows:
            setattr(row, level, row)
        Region.objects.bulk_update(rows, [level])


def venue(region_code: str = "150105", **facts: Any) -> Venue:
    """A theatre of its own name in the banner, with an exact point."""
    number = next(_number)
    place = facts.pop("region", None) or region(region_code)
    values = {
        "code": f"venue-{number}",
        "name": f"{place.name}剧场{number}",
        "name_en": f"Theatre {number}",
        "address": f"{place.name}人民路{number}号",
        "lat": place.lat,
        "lon": place.lon,
        "coord_precision": Venue.CoordPrecision.EXACT,
        "capacity": 400,
    }
    return _made(Venue, region=place, **(values | facts))


def troupe(region_code: str = "150105", **facts: Any) -> Troupe:
    """A banner troupe of its own name at home in the region."""
    number = next(_number)
    home = facts.pop("region", None) or region(region_code)
    values = {
        "code": f"troupe-{number}",
        "name": f"{home.name}乌兰牧骑{number}",
        "name_en": f"Ulanmuqi of {home.name_en} {number}",
        "short_name": f"{home.short_name or home.name}{number}",
        "level": "league" if home.level == Region.Level.LEAGUE else "banner",
    }
    return _made(Troupe, region=home, **(values | facts))


def work(*troupes: Troupe, **facts: Any) -> Work:
    number = next(_number)
    values = {
        "code": f"work-{number}",
        "title": f"草原新歌{number}",
        "title_en": f"New Song {number}",
        "genre": "solo_song",
        "minutes": 6,
        "new_work_year": 2023,
    }
    made = Work(**(values | facts))
    made.troupes = list(troupes)
    with disable_reference_index_auto_update():
        made.save()
    return made


def truck(region_code: str = "150105", **facts: Any) -> StageTruck:
    """A stage truck of the region, by a name of its own."""
    number = next(_number)
    home = facts.pop("region", None) or region(region_code)
    values = {
        "name": f"{number}号舞台车",
        "plate": f"蒙A·{number:05d}",
        "stage_width_m": "9.6",
        "stage_depth_m": "6.5",
    }
    return _made(StageTruck, region=home, **(values | facts))


def person(home: Troupe | None = None, **facts: Any) -> Member:
    """A member of a troupe who can be lent."""
    number = next(_number)
    values = {"name": f"队员{number}", "role": "马头琴"}
    return _made(Member, troupe=home or troupe(), **(values | facts))


def loan(
    member: Member, to: Troupe | None = None, *, days: int = 60, **facts: Any
) -> Loan:
    """Lent from today on, to a troupe or to the team of that name."""
    today = clock.now().astimezone(clock.SHANGHAI).date()
    values = {"since": today, "until": today + timedelta(days=days), "troupe": to}
    return Loan.objects.create(member=member, **(values | facts))


def engagement(*takes: Any, **facts: Any) -> Engagement:
    """A rehearsal of two hours at 14:00 in a week's time, firm unless told else."""
    starts_at = facts.pop("starts_at", None) or evening(hour=14, minute=0)
    by = facts.pop("by", None)
    values = {
        "kind": Engagement.Kind.REHEARSAL,
        "title": f"合成排练{next(_number)}",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=facts.pop("minutes", 120)),
        "takes": takes or (troupe(),),
    }
    if "venue" not in facts and "region" not in facts:
        values["region"] = region()
    return scheduling.book(
        EngagementFacts(**(values | facts)), by=by, accept="测试" if by is None else ""
    ).engagement


def jpeg(width: int = 40, height: int = 30, *, exif: bytes = b"") -> bytes:
    """A small photograph, with what a camera wrote where `exif` gives it."""
    out = BytesIO()
    Image.new("RGB", (width, height), "#a62a17").save(out, "JPEG", exif=exif)
    return out.getvalue()


def user(name: str = "", **facts: Any) -> Any:
    """Somebody who can log in with PASSWORD and has no rights at all."""
    name = name or f"user-{next(_number)}"
    with disable_reference_index_auto_update():
        return get_user_model().objects.create_user(
            username=name,
            email=f"{name}@ulanmuqi.example",
            password=PASSWORD,
            **facts,
        )


def member(
    name: str,
    role: Membership.Role,
    *,
    region: Region | None = None,
    troupe: Troupe | None = None,
    venue: Venue | None = None,
    **facts: Any,
) -> Any:
    """A user with one membership; a coordinator of no region has the whole one."""
    person = user(name)
    _made(
        Membership,
        user=person,
        role=role,
        region=region,
        troupe=troupe,
        venue=venue,
        **facts,
    )
    return person


def evening(days: int = 7, *, hour: int = 19, minute: int = 30) -> datetime:
    """19:30 in Beijing, a number of days from the clock's today, as UTC."""
    return clock.midnight(clock.now()) + timedelta(
        days=days, hours=hour, minutes=minute
    )


def show_facts(**facts: Any) -> ShowFacts:
    """An hour and a half in a week's time, by a troupe and at a venue of its own.

    `minutes` sets the length instead of `ends_at`; a venue or troupes may be given,
    and `venue=None` is a show whose venue is not known.
    """
    starts_at = facts.pop("starts_at", None) or evening()
    length = timedelta(minutes=facts.pop("minutes", 90))
    values = {
        "title": f"惠民演出{next(_number)}",
        "starts_at": starts_at,
        "ends_at": starts_at + length,
    }
    if "venue" not in facts:
        values["venue"] = venue()
    if "troupes" not in facts:
        values["troupes"] = (troupe(),)
    return ShowFacts(**(values | facts))


def performance(
    *,
    status: str = Status.CONFIRMED,
    announced: bool = True,
    by: Any = None,
    showcase: Showcase | None = None,
    **facts: Any,
) -> Performance:
    """A show as `show_facts` describes it, confirmed and public unless told else."""
    public = announced and status not in (Status.DRAFT, Status.HOLD)
    return scheduling.place(
        show_facts(**facts),
        by=by,
        status=status,
        showcase=showcase,
        announced_at=clock.now() if public else None,
        reason="天气" if status == Status.CONDITIONAL else "",
        accept="测试",
    ).performance


def performances(
    shows: Iterable[dict[str, Any]],
    *,
    status: str = Status.CONFIRMED,
    announced: bool = True,
) -> list[Performance]:
    """As many as there are facts, each as `performance` makes it, in one act: judged
    and told together, thirty cost what five do one by one."""
    public = announced and status not in (Status.DRAFT, Status.HOLD)
    placed = scheduling.place_all(
        [show_facts(**facts) for facts in shows],
        status=status,
        announced_at=clock.now() if public else None,
        reason="天气" if status == Status.CONDITIONAL else "",
        accept="测试",
    )
    return [outcome.performance for outcome in placed]


def showcase(
    venues: Sequence[Venue] | None = None,
    *,
    t_zero: datetime | None = None,
    status: str = Status.CONFIRMED,
    announced: bool = True,
    by: Any = None,
    **facts: Any,
) -> Showcase:
    """A showcase that opens at T-zero in each venue, by a troupe from its banner.

    Without venues: one theatre in Hohhot, Ulanhot and Linhe each.
    """
    t_zero = t_zero or evening()
    if venues is None:
        venues = [venue(code) for code in ("150105", "152201", "150802")]
    number = next(_number)
    values = {"title": f"新创作品展演{number}", "code": f"showcase-{number}"}
    openings = [
        show_facts(
            title=f"{place.region.name}主会场",
            kind=Performance.Kind.SHOWCASE,
            starts_at=t_zero,
            venue=place,
            troupes=(troupe(region=place.region),),
        )
        for place in venues
    ]
    return scheduling.create_showcase(
        ShowcaseFacts(t_zero=t_zero, **(values | facts)),
        openings,
        by=by,
        status=status,
        announced_at=clock.now() if announced else None,
        accept="测试",
    ).showcase


def training(*troupes: Troupe, **facts: Any) -> TrainingSession:
    """Two hours of a course at 09:00 in a week's time, in the first troupe's banner."""
    attending = troupes or (troupe(),)
    starts_at = facts.pop("starts_at", None) or evening(hour=9, minute=0)
    by = facts.pop("by", None)
    values = {
        "kind": TrainingSession.Kind.COURSE,
        "title": f"基本功训练{next(_number)}",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=facts.pop("minutes", 120)),
        "troupes": tuple(AttendingFacts(one) for one in attending),
        "region": attending[0].region,
    }
    accept = "测试" if by is None else ""
    return plan_training(
        TrainingFacts(**(values | facts)), by=by, accept=accept
    ).session


def adviser(name: str = "", **facts: Any) -> ArtAdviser:
    """Kept by the autonomous region, paired with nobody unless said."""
    return enter_adviser(AdviserFacts(name=name or f"指导员{next(_number)}", **facts))
