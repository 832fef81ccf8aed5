"""Any text survives strict parsers unharmed, or is refused where it was typed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import vobject
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from performances import ical, scheduling
from performances.models import Performance, Showcase
from performances.scheduling import ItemFacts, Refused, ShowcaseFacts
from tests import factories
from tests.performances.calendars.contract import checks
from tests.performances.calendars.contract.admin_form import errors_of, values_of
from tests.performances.calendars.reading import only
from tests.performances.test_ical import FACTS
from troupes.models import Troupe, Work
from ulanmuqi.base.texts import UNFIT, fault_of
from ulanmuqi.places.models import Region, Venue

# What people type, paste and dictate.
KEPT = [
    '“引号”‘单’"双"',
    "分号;逗号,冒号:反斜线\\反斜线n\\n",
    "C:\\New\\new",
    "😀👨\u200d👩\u200d👧🇨🇳",
    "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ ᠤᠯᠠᠭᠠᠨ\u180e\u180b\u200cᠮ\u200dᠥ",
    "\u200fעברית\u200e العربية \u2067x\u2069",
    "字" * 119,
    "a" * 119,
    "x < 3 & y > 4, AT&T",
    "\u3000全角空格\u00a0不断行\u200b零宽",
    "é\u0301 组合，\U000200a4 生僻，\ue234 蒙科立",
]
# What cannot be shown, or breaks a line where nobody sees it, or is HTML.
REFUSED = [
    *("甲\x00乙", "甲\x07乙", "甲\x1b[0m乙", "甲\x7f乙", "甲\x85乙", "甲\x0b乙"),
    *("甲\u2028乙", "甲\u2029乙", "甲\ufeff乙", "甲\ufffd乙", "甲\ufdd0乙"),
    *("甲\uffff乙", "甲\U0001fffe乙", "<b>甲</b>", "甲&nbsp;乙", "甲<!--乙"),
]
# A browser cannot send half a pair; a program that calls a verb can.
HALF = "甲\ud83d乙"

anything = st.text(st.characters(), max_size=400)
fit = st.text(
    st.characters(exclude_categories=["Cs"]).filter(lambda c: not UNFIT.match(c)),
    max_size=400,
).filter(lambda text: fault_of(text) is None)


# --- The rule and the renderer agree ------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(text=anything)
def test_what_passes_is_rendered_whole_and_what_is_dropped_was_refused(text):
    lines_of = text.replace("\r\n", "\n").replace("\r", "\n")
    if UNFIT.search(text) is None:
        assert ical.plain(text) == lines_of
    else:
        assert ical.plain(text) != lines_of
        assert fault_of(text) is not None


@settings(max_examples=80, deadline=None)
@given(title=fit, place=fit, note=fit)
def test_every_text_that_passes_survives_three_readers(title, place, note):
    title, place = ical.one_line(title) or "演", ical.one_line(place) or "地"
    raw = ical.wrap(
        [
            ical.render_entry(
                replace(FACTS, title=title, location=place, description=[note])
            )
        ]
    )
    told = ical.plain(note).strip(" \t\n")
    (ours,) = checks.events(raw)
    theirs, other = only(raw), vobject.readOne(raw.decode()).vevent

    assert checks.told(ours.value("SUMMARY")) == title
    assert theirs["SUMMARY"] == other.summary.value == title
    assert theirs["LOCATION"] == other.location.value == place
    assert theirs["DESCRIPTION"] == other.description.value == told
    for number in (2, 3, 4):
        checks.CHECKS[number](raw)


@pytest.mark.parametrize("text", KEPT)
def test_what_people_type_passes(text):
    assert fault_of(text) is None


@pytest.mark.parametrize("text", [*REFUSED, HALF])
def test_what_cannot_be_carried_is_found_and_named(text):
    fault = fault_of(text)
    assert fault.mark or (fault.near == "甲" and fault.code.startswith("U+"))


# --- All the way: typed, stored, published, read -------------------------------------


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.django_db
def test_a_text_typed_anywhere_is_read_in_the_feed_as_it_was_typed(
    text, fetch, regions, frozen_clock
):
    words = text.strip()
    troupe = factories.troupe(name=words)
    made = factories.performance(
        title=words,
        admission=words,
        public_note=f"{words}\n{words}",
        troupes=(troupe,),
        venue=factories.venue("150105", name=words, address=words),
        programme=(
            ItemFacts(form=words[:40].strip(), title=words, performers=words),
            ItemFacts(work=factories.work(troupe, title=words)),
        ),
        showcase=factories.showcase(title=words),
    )
    scheduling.cancel(made, reason=words)

    raw = fetch("/calendars/troupes/" + troupe.code + ".ics").content

    event, other = only(raw), vobject.readOne(raw.decode()).vevent
    assert event["SUMMARY"] == other.summary.value == f"〔取消〕{words}"
    assert event["LOCATION"].startswith(f"{words}，{words}"[:250])
    assert event["LOCATION"] == other.location.value
    for told in (event["DESCRIPTION"], other.description.value):
        lines = told.split("\n")
        assert f"原因：{words}" in lines
        assert f"演出：{words}" in lines
        assert f"展演：{words}" in lines
        assert f"入场：{words}" in lines
        assert lines.count(words) == 2
        assert f"1. {words[:40].strip()}《{words}》（{words}）" in lines
        assert any(line.startswith("2. ") and words in line for line in lines)


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["甲\x07乙", "甲\u2028乙", HALF, "<b>甲</b>"])
def test_no_verb_lets_it_into_a_feed(bad, regions, frozen_clock):
    made = factories.performance()
    for field, facts in (
        ("title", {"title": bad}),
        ("title_en", {"title_en": bad}),
        ("public_note", {"public_note": bad}),
        ("admission", {"admission": bad}),
        ("technical_note", {"technical_note": bad}),
        ("programme", {"programme": (ItemFacts(title=bad),)}),
        ("programme", {"programme": (ItemFacts(form="歌", performers=bad),)}),
    ):
        with pytest.raises(Refused) as refusal:
            scheduling.place(factories.show_facts(**facts), status="confirmed")
        assert refusal.value.field == field
    acts = [
        lambda: scheduling.cancel(made, reason=bad),
        lambda: scheduling.postpone(made, reason=bad),
        lambda: scheduling.move(
            made, starts_at=made.starts_at + timedelta(hours=1), reason=bad
        ),
    ]
    for act in acts:
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.field == "reason"
        assert str(refusal.value)
    with pytest.raises(Refused) as refusal:
        scheduling.create_showcase(ShowcaseFacts(title=bad, code="xcz"))
    assert refusal.value.field == "title"
    with pytest.raises(Refused) as refusal:
        scheduling.cancel(made, reason="大雪", decided_by=bad)
    assert refusal.value.field == "decided_by"
    assert Performance.objects.count() == 1
    assert not Showcase.objects.exists()


# --- At the forms --------------------------------------------------------------------


@pytest.fixture
def desk(coordinator, as_user):
    return as_user(coordinator)


@pytest.fixture
def rows(frozen_clock, hohhot_venue, troupe):
    return {
        "venues": hohhot_venue,
        "troupes": troupe,
        "works": factories.work(troupe),
        "regions": Region.objects.get(code="150105"),
        "showcases": factories.showcase(),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["甲\u2028乙", "<b>甲</b>"])
@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("venues", "name"),
        ("venues", "address"),
        ("troupes", "name"),
        ("troupes", "public_phone"),
        ("works", "title"),
        ("regions", "name"),
        ("showcases", "title"),
    ],
)
def test_a_form_refuses_it_at_the_field_and_keeps_what_was_typed(
    desk, rows, kind, field, bad
):
    path = reverse(f"{kind}:edit", args=[rows[kind].pk])
    typed = values_of(desk.get(path).content) | {field: bad}

    answer = desk.post(path, typed)

    assert answer.status_code == 200
    form = answer.context["form"]
    assert set(form.errors) == {field}
    assert errors_of(answer.content)
    told = str(form.errors[field])
    assert "字符" in told or "请只写文字" in told
    assert values_of(answer.content)["version" if kind == "showcases" else field]
    stored = {"venues": Venue, "troupes": Troupe, "works": Work, "regions": Region}
    assert not stored.get(kind, Showcase).objects.filter(**{field: bad}).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["甲\x07乙", "甲\ufeff乙", "甲&nbsp;乙"])
def test_the_form_of_a_show_refuses_it_in_every_text_and_every_row(
    desk, frozen_clock, bad
):
    made = factories.performance(
        announced=False, programme=(ItemFacts(form="独唱", title="鸿雁"),)
    )
    path = reverse("performances:edit", args=[made.pk])
    typed = values_of(desk.get(path).content)
    texts = ["title", "title_en", "admission", "public_note", "technical_note"]
    rows = [f"programme-0-{name}" for name in ("form", "title", "performers")]

    answer = desk.post(path, typed | dict.fromkeys([*texts, *rows], bad))

    assert answer.status_code == 200
    entry = answer.context["entry"]
    assert set(texts) <= set(entry.form.errors)
    assert {"form", "title", "performers"} <= set(entry.programme.forms[0].errors)
    assert Performance.objects.get().title == made.title


@pytest.mark.django_db
def test_half_a_pair_in_a_drag_on_the_board_is_answered_in_words(desk, frozen_clock):
    """JSON can say what no form can: \\ud83d alone."""
    made = factories.performance()
    path = reverse("board:act", args=[made.pk, "move"])
    body = {"version": made.version, "days": 1, "reason": HALF}

    answer = desk.post(path, json.dumps(body), content_type="application/json")

    assert answer.status_code < 500
    assert "日历和手机显示不了的字符" in json.dumps(answer.json(), ensure_ascii=False)
    assert Performance.objects.get().starts_at == made.starts_at
