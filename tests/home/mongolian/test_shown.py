"""A Mongolian name is public while its present text is the one that was checked."""

import pytest
from django.test import Client

from tests import factories
from tests.home.mongolian.conftest import letters
from ulanmuqi.home.mongolian import acts, glossary

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(home, regions, banner, troupe, announced):
    """One of each thing that may bear a name, each with its own and none checked; by
    the address of the API that tells of it."""
    hall = factories.venue("152222", code="juchang")
    work = factories.work(troupe, code="muge")
    rows = {
        "/api/v1/regions/152200": banner.league,
        "/api/v1/regions/152222": banner,
        "/api/v1/venues/juchang": hall,
        "/api/v1/troupes/keyouzhongqi": troupe,
        "/api/v1/works/muge": work,
    }
    for number, row in enumerate(rows.values()):
        setattr(row, glossary.field_of(row), letters(number))
        row.save()
    show = announced(troupe, venue=hall)
    factories.showcase([hall, factories.venue("150105")], code="liangdi")
    pages = [
        *("/", "/schedule/", "/regions/152200/", "/regions/152222/"),
        *("/venues/juchang/", "/showcases/liangdi/live/"),
        f"/performances/{show.public_id}/sheet/",
        f"/troupes/keyouzhongqi/months/{show.starts_at:%Y-%m}/",
        *(f"/search/?q={letters(number)}" for number in range(len(rows))),
    ]
    return rows, pages


def _read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def _told(path: str, text: str) -> bool:
    """Besides the field in which the visitor typed it."""
    return f">{text}<" in _read(path) or f'"{text}"' in _read(path).replace(
        f'value="{text}"', ""
    )


def test_a_name_is_shown_nowhere_before_it_is_checked_and_then_everywhere(
    named, reader
):
    rows, pages = named
    texts = [letters(number) for number in range(len(rows))]
    for path in (*rows, *pages):
        assert [text for text in texts if _told(path, text)] == [], path

    for row in rows.values():
        line = glossary.line_of(glossary.key_of(row))
        acts.check(reader, line, text=line.text)

    for path, text in zip(rows, texts, strict=True):
        assert _told(path, text), path
    league, banner, hall, troupe, _work = texts
    assert _told("/regions/152200/", league)
    assert _told("/regions/152222/", banner)
    assert _told("/venues/juchang/", hall)
    assert _told(pages[6], troupe)
    assert _told(f"/search/?q={troupe}", troupe)


def test_a_changed_name_is_gone_until_it_is_checked_again(named, reader, troupe):
    line = glossary.line_of("troupe:keyouzhongqi")
    acts.check(reader, line, text=line.text)
    troupe.refresh_from_db()
    troupe.name_mn = letters(50)
    troupe.save()

    assert not _told("/api/v1/troupes/keyouzhongqi", letters(50))
    assert not glossary.line_of("troupe:keyouzhongqi").is_checked


def test_the_list_of_a_banner_has_what_waits_around_it(named, banner):
    others = glossary.read(banner).of_group(glossary.OTHERS)
    assert [line.key for line in others] == ["region:152200", "work:muge"]
