"""Figures from before out of a workbook: looked at first, then all of them or none."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from performances import carried_files
from performances.forms.carried_file import told
from performances.models import CarriedOver
from performances.scheduling.carried_over import fates
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/admin/schedule/figures/before/"
HEADS = (
    "队伍",
    "从哪天",
    "到哪天",
    "来源",
    "现场演出（场）",
    "现场观众",
    "Kilometres travelled",
)


def book(*rows: tuple, heads: tuple = HEADS) -> bytes:
    made = Workbook()
    made.active.append(["说明"])
    for row in (heads, *rows):
        made.active.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def look(client, data: bytes):
    return client.post(PAGE, {"file": SimpleUploadedFile("旧数.xlsx", data)})


def take(client, html: str):
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]*)"', html)[1]
        for name in ("previewed", "carried")
    }
    return client.post(PAGE, hidden | {"step": "take"})


def test_a_workbook_is_looked_at_and_then_entered_once(
    frozen_clock, troupe, troupe_leader, as_user
) -> None:
    client = as_user(troupe_leader)
    data = book(
        (troupe.name, 2021, None, "2021年年报", 98, "１,204人次", ""),
        (None,) * 7,
        (troupe.code, date(2022, 1, 1), "2022年6月30日", "半年小结", "—", 0, 880.0),
    )
    html = look(client, data).content.decode()
    assert "新录入 <b>4</b>" in re.sub(r"\s+", " ", html)
    assert not CarriedOver.objects.exists()

    assert take(client, html).status_code == 302
    said = CarriedOver.objects.order_by("first", "measure").values_list(
        "measure", "first", "last", "value", "source"
    )
    whole = (date(2021, 1, 1), date(2021, 12, 31))
    half = (date(2022, 1, 1), date(2022, 6, 30))
    assert list(said) == [
        ("onsite_attendances", *whole, 1204, "2021年年报"),
        ("onsite_shows", *whole, 98, "2021年年报"),
        ("distance", *half, 880, "半年小结"),
        ("onsite_attendances", *half, 0, "半年小结"),
    ]
    # Sent again, and looked at again: nothing more.
    assert take(client, html).status_code == 200
    again = look(client, data).content.decode()
    assert "不变 <b>4</b>" in re.sub(r"\s+", " ", again)
    assert 'value="take"' not in again
    assert CarriedOver.objects.count() == 4

    mended = book((troupe.name, 2021, None, "2021年年报", 99))
    html = look(client, mended).content.decode()
    assert "<del>98</del> → 99" in html
    assert take(client, html).status_code == 302
    assert CarriedOver.objects.get(value=99).version == 2


def test_every_mistake_is_told_with_its_cell_and_nothing_is_entered(
    frozen_clock, troupe, other_troupe, troupe_leader, as_user
) -> None:
    data = book(
        (troupe.name, 2021, None, "年报", 98),
        (other_troupe.name, 2021, None, "年报", 98),
        ("", "去年", None, "", 1, "很多", -3),
        (troupe.name, 2021, None, "年报二", 97),
        (troupe.name, 2023, None, "年报", 9.5),
        (troupe.name, 2023, None, "年报", 9),
        (troupe.name, "2022-02-30", "2022-03-01", "年报", 9),
        (troupe.name, 2020, None, "年" * 201, 9),
        (troupe.name, 2020, None, "年报"),
        ("没有的队", 2020, None, "", 1),
    )
    html = look(as_user(troupe_leader), data).content.decode()

    faults = re.findall(r"<li>([A-Z]\d+：.*?)</li>", html)
    assert [one.partition("：")[0] for one in faults] == [
        "A5", "D5", "B5", "F5", "G5", "E7", "B9", "A11", "D12", "A4", "A12", "E6", "E8",
        "E10",
    ]  # fmt: skip
    assert "E3" in faults[11]
    assert 'value="take"' not in html
    assert not CarriedOver.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04nothing",
        book(heads=("名称", "数")),
        book(heads=("队伍", "现场演出")),
        book(*[("甲", 2020, None, "年报", 1)] * 201),
        b"x" * 500_001,
    ],
)
def test_what_is_no_such_workbook_is_refused_in_words(
    data, frozen_clock, troupe, troupe_leader, as_user
) -> None:
    answer = look(as_user(troupe_leader), data)
    assert answer.status_code == 200
    assert "error-message" in answer.content.decode()


def test_the_empty_form_can_be_filled_in(
    frozen_clock, troupe, other_troupe, troupe_leader, as_user
) -> None:
    client = as_user(troupe_leader)
    form = load_workbook(BytesIO(client.get(f"{PAGE}form/").content))
    names = [cell.value for cell in form.worksheets[1]["A"]]
    assert names == [troupe.local_name]
    form.worksheets[0].append([names[0], 2020, None, "年报", *range(1, 14)])
    out = BytesIO()
    form.save(out)
    html = look(client, out.getvalue()).content.decode()
    assert take(client, html).status_code == 302
    assert CarriedOver.objects.count() == 13


def test_strangers_carry_nothing_over(
    outsider, venue_contact, troupe_member, as_user
) -> None:
    for user in (outsider, venue_contact, troupe_member):
        for address in (PAGE, f"{PAGE}form/"):
            assert as_user(user).get(address).status_code in (302, 403)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), True, 10**12, "12.5", "十二"]
)
def test_what_is_no_number_is_told(value) -> None:
    assert carried_files._number(value) is None


def test_a_look_costs_the_same_for_1_and_30_figures(
    frozen_clock, troupe, coordinator, django_assert_num_queries
) -> None:
    troupes = [troupe, *(factories.troupe("152222") for _n in range(5))]
    for rows in (troupes[:1], troupes):
        lines = [(one.code, 2020, None, "年报", 1, 2, 3) for one in rows]
        facts = told(carried_files.read(book(*lines)), troupes).facts
        fates(facts[:1], by=coordinator)
        with django_assert_num_queries(1):
            assert not any(one.refused for one in fates(facts, by=coordinator))
