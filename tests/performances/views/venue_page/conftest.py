"""A venue with its link, and shows that are, were and never were there."""

from types import SimpleNamespace

import pytest

from performances import scheduling
from performances.models import AccessLink, Performance
from performances.scheduling import issue_link
from performances.views.venue_page.question import Question
from tests import factories
from troupes.models import DutyContact


@pytest.fixture
def hall(hinggan_venue, frozen_clock):
    """The venue, its link and addresses; `sheet(show)` and `answer(show, …)`."""
    link, token = issue_link("venue", hinggan_venue, label="王站长")
    url = f"/v/{token}/"
    return SimpleNamespace(
        venue=hinggan_venue,
        link=lambda: AccessLink.objects.get(pk=link.pk),
        token=token,
        url=url,
        sheet=lambda show: f"{url}{show.public_id}/",
    )


@pytest.fixture
def hold(hall, troupe):
    """Wanted in a week's time, 19:30 to 21:00, with an hour before and half after."""
    return factories.performance(
        status="hold",
        venue=hall.venue,
        troupes=(troupe,),
        title="草原新歌",
        load_in_minutes=60,
        strike_minutes=30,
        technical_note="三相电，后台要两间化妆室",
        programme=(
            scheduling.ItemFacts(title="酒歌", form="男声四重唱", minutes=6),
            scheduling.ItemFacts(title="筷子舞", form="群舞", minutes=8),
        ),
    )


@pytest.fixture
def on_duty(troupe):
    """The troupe's leader and driver; numbers that occur nowhere else."""
    for role, name, phone in (
        ("队长", "示例队长", "0482-0000001"),
        ("司机", "示例司机", "0482-0000002"),
    ):
        DutyContact.objects.create(troupe=troupe, role=role, name=name, phone=phone)


@pytest.fixture
def sent():
    """What a browser sends with an answer to a show as it stands now."""

    def filled(show, answer="accepted", **changes):
        fresh = Performance.objects.get(pk=show.pk)
        values = {
            "answer": answer,
            "question": str(Question.of(fresh)),
            "told_by": "王站长",
            "note": "",
        }
        return values | changes

    return filled
