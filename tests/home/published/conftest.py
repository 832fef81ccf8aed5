"""The front before a real Django, as for feeds, and rows every page shows some of."""

from typing import Any

import pytest

from performances import scheduling
from tests import factories
from tests.performances.calendars.published.conftest import (  # noqa: F401
    _other,
    ask,
    django,
    front,
    other,
)
from ulanmuqi.home.models import NewsIndexPage, NewsPage


@pytest.fixture
def cast(
    front: Any,  # noqa: F811
    frozen_clock: Any,
    troupe: Any,
    announced: Any,
    showcase: Any,
    troupe_page: Any,
    hohhot_venue: Any,
) -> dict[str, Any]:
    work = factories.work(troupe, code="the-work", title="筷子舞")
    item = scheduling.ItemFacts(title=work.title, work=work, minutes=30)
    show = announced(troupe, hours=30, venue=hohhot_venue, programme=(item, item))
    page = troupe_page(troupe, lead="红色文艺轻骑兵")
    index = NewsIndexPage.objects.get(locale__language_code="zh-hans")
    news = index.add_child(
        instance=NewsPage(title="下乡", slug="xiaxiang", summary="在嘎查里演出")
    )
    return {"show": show, "work": work, "page": page, "news": news, "troupe": troupe}
