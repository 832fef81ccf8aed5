"""The subscriptions screen: make, shown once, choices, reset, close, who is behind."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from performances import scheduling
from performances.models import CallSheet, Subscription
from performances.scheduling import Choices, outbox
from tests import factories
from troupes.models import DutyContact
from ulanmuqi.base import clock

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(r"https://ulanmuqi\.example(/calendars/private/[\w-]{32}\.ics)")
INDEX, ADD = reverse("subscriptions:index"), reverse("subscriptions:add")


def typed(**changes):
    values = {"scope": "person", "note": "队长的手机", "holds": "on", "technical": "on"}
    return {
        k: v for k, v in (values | {"alarm": ""} | changes).items() if v is not None
    }


def made(target=None, by=None, **choices):
    choices.setdefault("note", f"手机{Subscription.objects.count() + 1}")
    return scheduling.subscribe(target, Choices(**choices), by=by)


def url(name, row):
    return reverse(f"subscriptions:{name}", args=[row.pk])


class TestMaking:
    def test_the_address_is_shown_once_with_link_code_and_button(
        self, as_user, troupe_leader, troupe, visitor
    ):
        client = as_user(troupe_leader)
        answer = client.post(ADD, typed(scope=f"troupe:{troupe.pk}", alarm="start:120"))
        page = answer.content.decode()
        path = ADDRESS.search(page).group(1)

        assert answer.status_code == 200
        assert answer["Cache-Control"].startswith("private, no-store")
        assert answer["Referrer-Policy"] == "no-referrer"
        assert f'href="webcal://ulanmuqi.example{path}"' in page
        assert f'data-copy="https://ulanmuqi.example{path}"' in page
        assert 'class="qr"' in page
        assert visitor.get(path).status_code == 200
        row = Subscription.objects.get()
        assert (row.alarm, row.holder, row.made_by) == (
            "start:120", troupe_leader, troupe_leader,
        )  # fmt: skip
        for name in (INDEX, url("inspect", row), url("edit", row)):
            assert path[-36:-4] not in client.get(name).content.decode()

    def test_one_of_ones_own_ends_with_ones_memberships(
        self, as_user, troupe_leader, visitor
    ):
        answer = as_user(troupe_leader).post(ADD, typed())
        path = ADDRESS.search(answer.content.decode()).group(1)
        assert visitor.get(path).status_code == 200
        row = Subscription.objects.get()
        assert (row.scope, row.holder) == ("person", troupe_leader)
        page = as_user(troupe_leader).get(url("inspect", row)).content.decode()
        assert "的任职结束时自动停用" in page

    def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(
        self, as_user, troupe_leader
    ):
        page = as_user(troupe_leader).post(ADD, typed(note=" ", alarm="start:60"))
        assert 'class="error-message"' in page.content.decode()
        assert 'value="start:60" selected' in page.content.decode()
        assert not Subscription.objects.exists()

    def test_a_name_in_use_is_refused(self, as_user, troupe_leader, troupe):
        made(troupe, note="司机")
        page = as_user(troupe_leader).post(
            ADD, typed(scope=f"troupe:{troupe.pk}", note="司机")
        )
        assert "已经有一个这样叫的了" in page.content.decode()
        assert Subscription.objects.count() == 1

    @pytest.mark.parametrize(
        "scope", ["", "troupe:", "troupe:0", "region:x", "nobody", "troupe:1'--", "中"]
    )
    def test_an_invented_scope_is_refused(self, as_user, troupe_leader, scope):
        page = as_user(troupe_leader).post(ADD, typed(scope=scope))
        assert page.status_code == 200
        assert not Subscription.objects.exists()

    def test_there_is_an_end_of_calendars(self, troupe):
        for _number in range(20):
            made(troupe)
        with pytest.raises(scheduling.Refused):
            made(troupe)


class TestRights:
    @pytest.fixture
    def targets(self, troupe, other_troupe, hinggan_venue, bayannur_venue, regions):
        return {
            "person": None,
            "troupe": troupe,
            "other troupe": other_troupe,
            "venue": hinggan_venue,
            "other venue": bayannur_venue,
            "league": regions["152200"],
            "other league": regions["150800"],
            "everything": regions["150000"],
        }

    MAY_MAKE = {  # a table
        "coordinator": {
            "person", "troupe", "other troupe", "venue", "other venue", "league",
            "other league", "everything",
        },
        "hinggan_coordinator": {"person", "troupe", "venue", "league"},
        "troupe_leader": {"person", "troupe"},
        "troupe_editor": {"person", "troupe"},
        "troupe_member": {"person"},
        "other_troupe_editor": {"person", "other troupe"},
        "venue_contact": {"person", "venue"},
        "page_editor": set(),
        "outsider": set(),
    }  # fmt: skip

    @pytest.mark.parametrize("role", MAY_MAKE)
    def test_everybody_subscribes_within_their_rights(self, role, targets, request):
        user = request.getfixturevalue(role)
        allowed = set()
        for name, target in targets.items():
            try:
                made(target, by=user)
            except scheduling.NotAllowed:
                continue
            allowed.add(name)
        assert allowed == self.MAY_MAKE[role]

    @pytest.mark.parametrize("role", ["hinggan_coordinator", "troupe_member"])
    def test_the_form_offers_that_and_no_more(self, role, targets, request, as_user):
        page = as_user(request.getfixturevalue(role)).get(ADD).content.decode()
        offered = set(
            re.findall(r'<option value="((?:venue|troupe|region):\d+)"', page)
        )
        kinds = {"troupe": "troupe", "venue": "venue", "league": "region"}
        expected = {
            f"{kinds[name]}:{targets[name].pk}"
            for name in self.MAY_MAKE[role]
            if name != "person"
        }
        assert offered == expected

    def test_a_forged_scope_is_refused(self, as_user, troupe_editor, other_troupe):
        page = as_user(troupe_editor).post(
            ADD, typed(scope=f"troupe:{other_troupe.pk}")
        )
        assert page.status_code == 200
        assert not Subscription.objects.exists()

    def test_a_coordinator_closes_a_persons_calendar_and_cannot_take_it_over(
        self, as_user, hinggan_coordinator, troupe_editor
    ):
        row, _token = made(by=troupe_editor)
        client = as_user(hinggan_coordinator)
        page = client.get(url("inspect", row)).content.decode()
        assert url("revoke", row) in page
        assert url("reset", row) not in page
        before = row.token_hash
        client.post(url("reset", row), {"version": row.version})
        row.refresh_from_db()
        assert row.token_hash == before
        assert client.post(url("revoke", row)).status_code == 302
        assert not Subscription.objects.standing().exists()

    def test_a_membership_that_ended_sees_and_changes_nothing(
        self, as_user, troupe_editor, troupe, frozen_clock, visitor
    ):
        row, token = made(troupe, by=troupe_editor)
        _own, own = made(by=troupe_editor)
        today = clock.now().astimezone(clock.SHANGHAI).date()
        troupe_editor.memberships.update(until=today - timedelta(days=1))
        client = as_user(type(troupe_editor).objects.get(pk=troupe_editor.pk))

        assert client.get(url("inspect", row)).status_code in (302, 403, 404)
        assert client.post(url("revoke", row)).status_code in (302, 403, 404)
        for secret in (token, own):
            assert visitor.get(f"/calendars/private/{secret}.ics").status_code == 404
        assert Subscription.objects.standing().count() == 2


class TestKeeping:
    def test_choices_are_changed_afterwards(self, as_user, troupe_leader, troupe):
        row, _token = made(troupe, note="司机", by=troupe_leader)
        client = as_user(troupe_leader)
        answer = client.post(
            url("edit", row),
            typed(scope=None, note="司机", holds=None, version=row.version),
        )
        assert answer.status_code == 302
        row.refresh_from_db()
        assert (row.holds, row.technical, row.version) == (False, True, 2)
        stale = client.post(url("edit", row), typed(scope=None, note="队长", version=1))
        assert stale.status_code == 200
        row.refresh_from_db()
        assert row.note == "司机"

    def test_a_reset_sent_twice_shows_one_new_address(
        self, as_user, troupe_leader, troupe, visitor
    ):
        row, old = made(troupe, by=troupe_leader)
        client = as_user(troupe_leader)
        first = client.post(url("reset", row), {"version": "1"})
        path = ADDRESS.search(first.content.decode()).group(1)
        assert visitor.get(path).status_code == 200
        assert visitor.get(f"/calendars/private/{old}.ics").status_code == 404
        assert client.post(url("reset", row), {"version": "1"}).status_code == 302
        assert visitor.get(path).status_code == 200
        for garbage in ("", "x", "9" * 40, "²"):
            client.post(url("reset", row), {"version": garbage})
        assert visitor.get(path).status_code == 200

    def test_closed_it_stays_in_the_list_and_opens_nothing(
        self, as_user, coordinator, troupe, visitor
    ):
        row, token = made(troupe, note="旧手机")
        client = as_user(coordinator)
        client.post(url("revoke", row), {"reason": "丢了"})
        page = client.get(INDEX).content.decode()
        assert "旧手机" in page
        assert "已停用" in page
        assert visitor.get(f"/calendars/private/{token}.ics").status_code == 404
        assert client.get(url("edit", row)).status_code == 200
        answer = client.post(
            url("edit", row), typed(scope=None, note="别的", version=2)
        )
        assert "已经停用" in answer.content.decode()

    def test_the_list_tells_who_reads_it_with_what_and_how_current(
        self, as_user, coordinator, troupe, visitor, placed, hinggan_venue, frozen_clock
    ):
        _row, token = made(troupe, note="队长")
        path = f"/calendars/private/{token}.ics"
        client = as_user(coordinator)
        assert "还没订上" in client.get(INDEX).content.decode()
        visitor.get(path, headers={"User-Agent": "ICSx5/2.2 Android/13"})
        page = client.get(INDEX).content.decode()
        assert "已是最新" in page
        assert "ICSx5" in page
        frozen_clock.forward(minutes=5)
        placed(troupe, hinggan_venue)
        assert "还没更新" in client.get(INDEX).content.decode()

    @pytest.mark.parametrize("rows", [1, 30])
    def test_the_list_costs_the_same_for_one_and_for_thirty(
        self, as_user, coordinator, rows, django_assert_num_queries
    ):
        for number in range(rows):
            user = factories.user(f"planner-{number}")
            user.memberships.create(role="coordinator")
            made(by=user)
        client = as_user(coordinator)
        client.get(INDEX)
        with django_assert_num_queries(18):
            page = client.get(INDEX)
        assert page.content.decode().count("还没订上") == rows


class TestBehind:
    """An urgent change, and whose phone does not know of it."""

    @pytest.fixture
    def phones(self, troupe, other_troupe, hinggan_venue, coordinator):
        return {
            "venue": made(hinggan_venue, note="王站长"),
            "troupe": made(troupe, note="队长"),
            "all": made(by=coordinator, note="值班"),
            "stranger": made(other_troupe, note="外人"),
        }

    @pytest.fixture
    def urgent(self, phones, troupe, hinggan_venue, frozen_clock, visitor):
        """Everybody fetched; then a show of the next morning was put off an hour."""
        starts = clock.now() + timedelta(hours=20)
        show = factories.performance(
            troupes=(troupe,), venue=hinggan_venue, starts_at=starts, title="紧急场"
        )
        frozen_clock.forward(minutes=5)
        for _row, token in phones.values():
            visitor.get(f"/calendars/private/{token}.ics")
        frozen_clock.forward(minutes=5)
        scheduling.move(
            show, starts_at=starts + timedelta(hours=1),
            ends_at=starts + timedelta(hours=2), accept="测试",
        )  # fmt: skip
        frozen_clock.forward(minutes=1)
        return CallSheet.objects.order_by("-pk").first()

    @staticmethod
    def names(page):
        text = page.content.decode()
        return {one for one in ("王站长", "队长", "值班", "外人") if one in text}

    def test_those_who_fetched_since_are_not_rung(
        self, urgent, phones, as_user, coordinator, visitor
    ):
        client = as_user(coordinator)
        page = reverse("callsheets:behind", args=[urgent.pk])
        sheet = client.get(reverse("callsheets:inspect", args=[urgent.pk]))
        assert page in sheet.content.decode()
        assert "还有3个日历订阅没更新" in sheet.content.decode()
        assert self.names(client.get(page)) == {"王站长", "队长", "值班"}

        visitor.get(f"/calendars/private/{phones['troupe'][1]}.ics")
        assert self.names(client.get(page)) == {"王站长", "值班"}
        for name in ("venue", "all"):
            visitor.get(f"/calendars/private/{phones[name][1]}.ics")
        assert self.names(client.get(page)) == set()
        sheet = client.get(reverse("callsheets:inspect", args=[urgent.pk]))
        assert page not in sheet.content.decode()

    def test_the_notice_of_the_change_leads_there_too(
        self, hinggan_coordinator, urgent, as_user, coordinator
    ):
        notices = outbox.gather()
        page = reverse("callsheets:behind", args=[urgent.pk])
        told = [
            as_user(coordinator).get(reverse("notices:inspect", args=[notice.pk]))
            for notice in notices
        ]
        assert any(page in answer.content.decode() for answer in told)

    def test_numbers_are_for_those_who_may_know_them(
        self, urgent, troupe, hinggan_venue, as_user, coordinator, troupe_leader
    ):
        hinggan_venue.contact_name, hinggan_venue.contact_phone = "王", "13800000001"
        hinggan_venue.save()
        DutyContact.objects.create(
            troupe=troupe, duty="leader", name="李", phone="13800000002"
        )
        page = reverse("callsheets:behind", args=[urgent.pk])
        told = as_user(coordinator).get(page).content.decode()
        assert 'href="tel:13800000001"' in told
        assert 'href="tel:13800000002"' in told
        own = as_user(troupe_leader).get(page)
        assert self.names(own) == {"队长"}
        assert "13800000001" not in own.content.decode()

    def test_whom_it_does_not_concern_stays_outside(
        self, urgent, as_user, other_troupe_editor, venue_contact
    ):
        page = reverse("callsheets:behind", args=[urgent.pk])
        for user in (other_troupe_editor, venue_contact):
            assert as_user(user).get(page).status_code in (403, 404)

    def test_who_left_the_show_is_rung_too(
        self, urgent, phones, other_troupe, hohhot_venue, as_user, coordinator,
        frozen_clock, visitor,
    ):  # fmt: skip
        for _row, token in phones.values():
            visitor.get(f"/calendars/private/{token}.ics")
        frozen_clock.forward(minutes=1)
        show = urgent.performance
        scheduling.move(show, venue=hohhot_venue, accept="测试")
        sheet = CallSheet.objects.order_by("-pk").first()
        page = as_user(coordinator).get(reverse("callsheets:behind", args=[sheet.pk]))
        assert "王站长" in self.names(page)
