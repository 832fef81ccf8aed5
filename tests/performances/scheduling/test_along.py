"""What a show takes along: stage trucks, and members lent by other troupes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from performances import scheduling
from performances.conflicts import Rule, Severity
from performances.models import Booking, Change
from performances.scheduling import check_conflicts, facts_of
from tests import factories
from tests.performances.scheduling.conftest import T_ZERO
from troupes.models import Loan, Member, StageTruck

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def truck(regions: Any) -> StageTruck:
    return factories.truck("152200", name="兴安1号舞台车")


@pytest.fixture
def fiddler(troupe: Any) -> Member:
    """Of the troupe at home in Horqin Right Middle Banner."""
    return factories.person(troupe, name="萨日娜")


@pytest.fixture
def their_show(show: Any, other_troupe: Any, bayannur_venue: Any) -> Any:
    """A show of the other troupe in Linhe at the same hour."""
    return show(title="河套夜曲", troupes=(other_troupe,), venue=bayannur_venue)


def refused(facts: Any, **how: Any) -> scheduling.ConflictsFound:
    with pytest.raises(scheduling.ConflictsFound) as caught:
        scheduling.place(facts, status="confirmed", **how)
    return caught.value


class TestTrucks:
    def test_a_show_books_its_truck_from_load_in_to_strike(
        self, show: Any, truck: StageTruck
    ) -> None:
        row = scheduling.place(show(along=(truck,)), status="confirmed").performance

        troupe_booking = Booking.objects.get(resource__troupe__isnull=False)
        booking = Booking.objects.get(resource__truck=truck)
        assert (booking.starts, booking.ends, booking.firm) == (
            troupe_booking.starts,
            troupe_booking.ends,
            True,
        )
        assert facts_of(row).along == (truck,)
        assert check_conflicts().is_clean

    def test_it_is_not_in_two_places(
        self, show: Any, their_show: Any, truck: StageTruck
    ) -> None:
        scheduling.place(show(along=(truck,)), status="confirmed")

        found = refused(replace(their_show, along=(truck,)))

        (conflict,) = found.conflicts
        assert (conflict.rule, conflict.severity) == (
            Rule.DOUBLE_BOOKING,
            Severity.BLOCK,
        )
        told = scheduling.sentence(conflict)
        assert "兴安1号舞台车" in told
        assert "草原新歌" in told

    def test_it_has_its_own_road(
        self, show: Any, their_show: Any, truck: StageTruck
    ) -> None:
        scheduling.place(show(along=(truck,)), status="confirmed")
        start = T_ZERO + timedelta(hours=6)
        later = replace(
            their_show,
            along=(truck,),
            starts_at=start,
            ends_at=start + timedelta(hours=1),
        )

        (conflict,) = refused(later).conflicts

        assert conflict.rule is Rule.UNREACHABLE
        assert conflict.params["resource"] == "兴安1号舞台车"

    def test_out_of_service_is_told(self, show: Any, truck: StageTruck) -> None:
        factories.engagement(
            truck,
            kind="blackout",
            title="年检",
            starts_at=T_ZERO - timedelta(days=1),
            minutes=3 * 24 * 60,
        )

        (conflict,) = refused(show(along=(truck,))).conflicts

        assert "年检" in scheduling.sentence(conflict)

    def test_another_truck_is_nobodys_news(self, show: Any, truck: StageTruck) -> None:
        row = scheduling.place(
            show(along=(truck,)), status="confirmed", announced_at=T_ZERO
        ).performance
        sequence, told = row.sequence, row.public_changed_at
        other = factories.truck("152200")

        outcome = scheduling.revise(row, show(along=(other,)))

        assert outcome.changed
        assert outcome.performance.sequence == sequence
        assert outcome.performance.public_changed_at == told
        assert Change.objects.filter(kind="moved").count() == 0
        assert Booking.objects.filter(resource__truck=truck).count() == 0
        assert check_conflicts().is_clean

    def test_a_postponed_show_takes_it_to_the_new_date(
        self, show: Any, truck: StageTruck
    ) -> None:
        row = scheduling.place(show(along=(truck,)), status="confirmed").performance
        new = T_ZERO + timedelta(days=9)

        made = scheduling.postpone(row, starts_at=new, reason="大雪").replacement

        assert facts_of(made).along == (truck,)
        assert Booking.objects.get(resource__truck=truck).performance == made
        assert check_conflicts().is_clean

    def test_cancelling_frees_it(self, show: Any, truck: StageTruck) -> None:
        row = scheduling.place(show(along=(truck,)), status="confirmed").performance
        scheduling.cancel(row, reason="大雪")
        assert Booking.objects.count() == 0
        assert check_conflicts().is_clean

    def test_a_troupe_books_its_own_truck_and_no_other(
        self, show: Any, truck: StageTruck, troupe: Any, troupe_editor: Any
    ) -> None:
        own = factories.truck("152222", troupe=troupe)
        assert scheduling.place(show(along=(own,)), by=troupe_editor).performance.pk
        with pytest.raises(scheduling.Refused) as caught:
            scheduling.place(show(along=(truck,)), by=troupe_editor)
        assert caught.value.field == "along"
        assert "兴安1号舞台车" in str(caught.value)


class TestLentMembers:
    def test_one_person_is_never_in_two_teams(
        self, show: Any, their_show: Any, fiddler: Member, hohhot_venue: Any
    ) -> None:
        capital = factories.troupe("150121", short_name="土左旗")
        factories.loan(fiddler, capital, is_released=True)
        theirs = replace(their_show, along=(fiddler,))
        scheduling.place(theirs, status="confirmed")
        mine = show(
            title="青城晚会", troupes=(capital,), venue=hohhot_venue, along=(fiddler,)
        )

        (conflict,) = refused(mine).conflicts

        assert conflict.rule is Rule.DOUBLE_BOOKING
        told = scheduling.sentence(conflict)
        for word in (
            "萨日娜", "河套夜曲", "青城晚会", "土左旗",
            theirs.troupes[0].display_name,
        ):  # fmt: skip
            assert word in told

    def test_home_is_missed_unless_it_released_them(
        self, show: Any, their_show: Any, fiddler: Member
    ) -> None:
        """For the show that borrows a warning, for the home troupe a word."""
        scheduling.place(show(), status="confirmed")
        theirs = replace(their_show, along=(fiddler,))

        (conflict,) = refused(theirs).conflicts

        assert (conflict.rule, conflict.severity) == (Rule.HOME_PLAYS, Severity.WARN)
        told = scheduling.sentence(conflict)
        assert "草原新歌" in told
        assert fiddler.troupe.name in told
        factories.loan(fiddler, their_show.troupes[0], is_released=True)
        fiddler = Member.objects.get(pk=fiddler.pk)
        again = replace(their_show, along=(fiddler,))
        assert scheduling.place(again, status="confirmed").conflicts == ()
        assert check_conflicts().is_clean

    def test_a_loan_does_not_stop_the_home_troupe(
        self, show: Any, their_show: Any, fiddler: Member, troupe_editor: Any
    ) -> None:
        theirs = replace(their_show, along=(fiddler,))
        scheduling.place(theirs, status="confirmed")

        outcome = scheduling.place(show(), status="confirmed", by=troupe_editor)

        (conflict,) = outcome.conflicts
        assert (conflict.rule, conflict.severity) == (Rule.HOME_PLAYS, Severity.NOTE)
        assert "河套夜曲" in scheduling.sentence(conflict)
        # The show that borrows has a warning now, for its coordinator to settle.
        (warning,) = check_conflicts().warnings
        assert warning.rule is Rule.HOME_PLAYS

    def test_home_and_guest_on_one_stage(
        self, show: Any, fiddler: Member, other_troupe: Any
    ) -> None:
        together = show(along=(fiddler,))
        together = replace(together, troupes=(*together.troupes, other_troupe))
        assert scheduling.place(together, status="confirmed").conflicts == ()

    def test_a_rehearsal_or_a_leave_at_home_is_no_show(
        self, their_show: Any, fiddler: Member, troupe: Any
    ) -> None:
        factories.engagement(troupe, starts_at=T_ZERO)
        theirs = replace(their_show, along=(fiddler,))
        assert scheduling.place(theirs, status="confirmed").conflicts == ()

    def test_who_may_name_them(
        self,
        their_show: Any,
        fiddler: Member,
        other_troupe: Any,
        other_troupe_editor: Any,
        troupe_leader: Any,
    ) -> None:
        theirs = replace(their_show, along=(fiddler,))
        with pytest.raises(scheduling.Refused) as caught:
            scheduling.place(theirs, by=other_troupe_editor)
        assert caught.value.field == "along"

        factories.loan(fiddler, other_troupe, is_released=True)
        theirs = replace(theirs, along=(Member.objects.get(pk=fiddler.pk),))
        row = scheduling.place(
            theirs, by=other_troupe_editor, status="confirmed"
        ).performance

        # The loan is over by then: moving the show is naming them anew.
        with pytest.raises(scheduling.Refused):
            scheduling.move(
                row, starts_at=T_ZERO + timedelta(days=90), by=other_troupe_editor
            )

    def test_a_loan_says_to_whom_and_for_how_long(self, fiddler: Member) -> None:
        day = T_ZERO.date()
        wrong = Loan(member=fiddler, since=day, until=day - timedelta(days=1))
        with pytest.raises(Exception) as caught:  # noqa: PT011 its fields are asked
            wrong.clean()
        assert set(caught.value.message_dict) == {"until", "team"}
