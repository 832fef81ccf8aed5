"""Every address of the admin, walked with somebody else's row in hand.

The list is made from the URL resolver: a view added tomorrow is walked tomorrow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver, reverse

from performances.admin.added_places import ADDED_ACTS
from performances.admin.adoptions import ADOPTION_ACTS
from performances.admin.board.bars import ACTS as BOARD_ACTS
from performances.admin.notices import NOTICE_ACTS
from performances.admin.requests.act_page import REQUEST_ACTS
from performances.admin.show_acts import SHOW_ACTS
from performances.admin.showcase_acts import SHOWCASE_ACTS
from performances.admin.training_acts import TRAINING_ACTS
from performances.models import Performance

pytestmark = pytest.mark.django_db

ROWS = (
    "performances", "showcases", "venues", "regions", "troupes", "works",
    "memberships", "road_notices", "road_legs", "engagements", "trucks", "people",
    "exclusions", "notices", "callsheets", "subscriptions",
    "device_trials", "device_logins", "training_sessions", "advisers",
    "requests", "adoptions", "added_places",
    "records", "troupe_days", "field_acts", "carried_over", "targets",
)  # fmt: skip
ACTS = {
    "training_sessions": TRAINING_ACTS,
    "adoptions": ADOPTION_ACTS,
    "added_places": ADDED_ACTS,
    "performances": SHOW_ACTS,
    "showcases": SHOWCASE_ACTS,
    "notices": NOTICE_ACTS,
    "requests": REQUEST_ACTS,
}
# What else an address names, besides its row.
PARTS = {
    frozenset({"pk", "delivery"}): lambda notice: notice.deliveries.get().pk,
    frozenset({"pk", "call"}): lambda sheet: sheet.calls.get().pk,
    frozenset({"pk", "duty"}): lambda _sheet: "host",
    frozenset({"pk", "photo"}): lambda record: record.photos.get().pk,
}
# Choosers are narrower than the lists, never wider.
CHOOSERS = {
    "troupe_chooser": "troupes",
    "work_chooser": "works",
    "showcase_chooser": "showcases",
}
# The scheduling board acts on shows.
BOARDS = {"board": "performances"}
# Looking is allowed to whoever is inside, except where the policy hides the row.
LOOKING = {"inspect", "usage", "chosen", "opening", "opening_since"}
# Hinggan has a city in the showcase, and its troupe plays there.
THE_ROOM = {"opening", "opening_since"}
ROOM_OPEN_TO = {
    "hinggan_coordinator", "troupe_leader", "troupe_editor", "troupe_member",
}  # fmt: skip
OPEN_TO_ALL = {
    "showcases", "venues", "regions", "works", "road_notices", "road_legs",
    "device_trials", "adoptions",
}  # fmt: skip
# Whoever plans or plays knows what trucks there are.
TRUCKS_SEEN_BY = {
    "hinggan_coordinator", "troupe_leader", "troupe_editor", "troupe_member",
}  # fmt: skip
# Whoever coordinates knows every adviser, to pair one; others know their own troupe's.
ADVISERS_SEEN_BY = {"hinggan_coordinator"}
TROUPES_SEEN_BY = {"hinggan_coordinator", "venue_contact", "page_editor"}
STRANGERS = (
    "hinggan_coordinator", "troupe_leader", "troupe_editor", "troupe_member",
    "venue_contact", "page_editor", "outsider",
)  # fmt: skip


@dataclass(frozen=True)
class Address:
    namespace: str
    name: str
    takes: frozenset[str]

    @property
    def kind(self) -> str:
        """The name of the rows it shows."""
        return {**CHOOSERS, **BOARDS}.get(self.namespace, self.namespace)


def addresses() -> Iterator[Address]:
    yield from _below(get_resolver(), ())


def _below(node: URLResolver, namespaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in node.url_patterns:
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _below(entry, inner)
        elif namespaces and namespaces[-1] in {*ROWS, *CHOOSERS, *BOARDS}:
            takes = frozenset(entry.pattern.converters)
            yield Address(namespaces[-1], entry.name, takes)


def of_a_row() -> list[Address]:
    return [address for address in addresses() if address.takes]


def urls_of(address: Address, row: Any) -> list[str]:
    """Every act of a row has an address of its own."""
    name = f"{address.namespace}:{address.name}"
    if address.takes == {"pk"}:
        return [reverse(name, args=[row.pk])]
    if address.takes == {"pk", "act"} and address.namespace in BOARDS:
        return [reverse(name, args=[row.pk, act]) for act in ("move", *BOARD_ACTS)]
    if address.takes == {"pk", "act"}:
        acts = ACTS[address.namespace]
        return [reverse(name, args=[row.pk, act.key]) for act in acts]
    part = PARTS.get(frozenset(address.takes))
    if part is not None:
        return [reverse(name, args=[row.pk, part(row)])]
    pytest.fail(f"The walk does not know how to reach {address}.")


def may_look(role: str, address: Address) -> bool:
    if address.name not in LOOKING or role == "outsider":
        return False
    if address.kind == "troupes":
        return role in TROUPES_SEEN_BY
    if address.name in THE_ROOM:
        return role in ROOM_OPEN_TO
    if address.kind == "trucks":
        return role in TRUCKS_SEEN_BY
    if address.kind == "advisers":
        return role in ADVISERS_SEEN_BY
    return address.kind in OPEN_TO_ALL


def test_the_walk_finds_the_admin() -> None:
    found = {(address.namespace, address.name) for address in of_a_row()}
    assert {(namespace, "inspect") for namespace in ROWS} <= found
    assert {("performances", "act"), ("performances", "check_row")} <= found
    assert {("showcases", "act"), ("venues", "merge")} <= found
    assert {(namespace, "chosen") for namespace in CHOOSERS} <= found
    assert ("board", "act") in found
    assert {("engagements", "delete"), ("engagements", "check_row")} <= found
    assert ("performances", "delete") not in found
    assert {("notices", "act"), ("notices", "again"), ("callsheets", "tick")} <= found
    for made_by_changes in ("notices", "callsheets"):
        for name in ("add", "edit", "delete", "history", "usage"):
            assert (made_by_changes, name) not in found


@pytest.mark.parametrize("role", STRANGERS)
def test_a_strangers_row_is_out_of_reach(
    role: str, strangers: Any, as_user: Any, request: pytest.FixtureRequest
) -> None:
    client = as_user(request.getfixturevalue(role))
    versions = list(Performance.objects.order_by("pk").values_list("pk", "version"))
    wrong = []
    for address in of_a_row():
        for url in urls_of(address, getattr(strangers, address.kind)):
            for method in (client.get, client.post):
                status = method(url, headers={"X-Requested-With": "XMLHttpRequest"})
                # 405: there is nothing to send there, whoever sends it.
                expected = {403, 404, 405}
                if may_look(role, address):
                    is_narrow = address.namespace in CHOOSERS
                    expected = {200, 405, *(expected if is_narrow else ())}
                elif role == "outsider":
                    expected = {302, 403}
                if status.status_code not in expected:
                    wrong.append((method.__name__, url, status.status_code))
    assert wrong == []
    after = list(Performance.objects.order_by("pk").values_list("pk", "version"))
    assert after == versions


@pytest.mark.parametrize("role", ["visitor", "outsider"])
def test_desks_that_take_no_row_are_closed_to_strangers(
    role: str, as_user: Any, visitor: Any, outsider: Any
) -> None:
    client = visitor if role == "visitor" else as_user(outsider)
    names = [f"{one.namespace}:{one.name}" for one in addresses() if not one.takes]
    assert {"board:undo", "performances:many", "notices:hurry"} <= set(names)
    wrong = []
    for name in [*names, "schedule_decisions", "what_changed"]:
        url = reverse(name)
        for method in (client.get, client.post):
            status = method(url, headers={"X-Requested-With": "XMLHttpRequest"})
            if status.status_code not in (302, 403, 404, 405):
                wrong.append((method.__name__, url, status.status_code))
    assert wrong == []


def test_a_visitor_is_sent_to_the_login(strangers: Any, visitor: Any) -> None:
    wrong = []
    for address in of_a_row():
        for url in urls_of(address, getattr(strangers, address.kind)):
            answer = visitor.get(url)
            if answer.status_code != 302 or "/admin/login/" not in answer.url:
                wrong.append((url, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize(
    "role", ["troupe_leader", "troupe_editor", "troupe_member", "hinggan_coordinator"]
)
def test_lists_and_exports_leave_strangers_out(
    role: str, strangers: Any, own_show: Any, as_user: Any, request: Any
) -> None:
    client = as_user(request.getfixturevalue(role))
    for query in ("?period=all", "?q=河套", "?period=all&export=csv"):
        answer = client.get(reverse("performances:index") + query)
        body = (
            b"".join(answer.streaming_content) if answer.streaming else answer.content
        )
        assert answer.status_code == 200
        assert "河套生人场" not in body.decode()


def test_there_is_no_bulk_act_on_schedule_rows(
    strangers: Any, coordinator: Any, as_user: Any
) -> None:
    client = as_user(coordinator)
    for app, model in (("performances", "performance"), ("troupes", "troupe")):
        url = reverse("wagtail_bulk_action", args=[app, model, "delete"])
        assert client.get(url, {"id": strangers.performances.pk}).status_code == 404


@pytest.mark.parametrize("role", ["troupe_editor", "hinggan_coordinator"])
def test_the_site_log_is_for_coordinators_of_the_whole(
    role: str, strangers: Any, as_user: Any, coordinator: Any, request: Any
) -> None:
    url = reverse("wagtailadmin_reports:site_history")
    theirs = as_user(request.getfixturevalue(role)).get(url)
    assert "河套生人场" not in theirs.content.decode()
    assert "河套生人场" in as_user(coordinator).get(url).content.decode()


def test_whoever_has_no_membership_stays_outside(as_user: Any, outsider: Any) -> None:
    answer = as_user(outsider).get(reverse("wagtailadmin_home"))
    assert answer.status_code == 302
    assert "/admin/login/" in answer.url
