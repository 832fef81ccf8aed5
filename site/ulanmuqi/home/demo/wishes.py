"""What the board is for: wishes that still need an hour, a place or a way out."""

from performances.slots import Precision
from performances.statuses import Status

from .scene import Scene


def write(scene: Scene) -> None:
    _in_a_taken_hour(scene)
    _undecided(scene)
    _without_place(scene)


def _in_a_taken_hour(scene: Scene) -> None:
    """Two drafts that cannot be confirmed as they stand: their troupes play already."""
    for code, offset, hour in (("152530", 1, 19), ("150928", 1, 14)):
        show = scene.show("学校点单演出（想加一场）", code, offset, hour, minutes=60)
        scene.place(show, status=Status.DRAFT, public=False, before=5)


def _undecided(scene: Scene) -> None:
    """A hold that has to be decided by tomorrow evening."""
    show = scene.show("“迎新”惠民演出（等场地答复）", "150425", 3, 15, items=6)
    scene.place(
        show,
        status=Status.HOLD,
        public=False,
        decide_by=scene.days.at(1, 18),
        before=9,
    )


def _without_place(scene: Scene) -> None:
    region = scene.cast.regions["152525"]
    wish = scene.show(
        "苏木巡演（场地待定）", "152525", 6, 15, venue=None, region=region
    )
    scene.place(wish, status=Status.DRAFT, public=False, before=8)
    day_only = scene.show(
        "牧民点单演出（时间待定）", "150825", 8, 0, minutes=24 * 60,
        precision=Precision.DATE.value,
    )  # fmt: skip
    scene.place(day_only, status=Status.DRAFT, public=False, before=8)
