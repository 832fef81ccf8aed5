"""What every service worker does alike."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders


@pytest.mark.parametrize("name", ["offline-worker", "my-worker", "venue-copy"])
def test_a_page_is_asked_for_in_the_one_way_that_knows_firefox(name):
    """Its preload without a network is a page that is an error, which is no page; the
    journeys are in Chromium, whose preload just fails."""
    script = Path(finders.find(f"js/{name}.js")).read_text()
    assert "fromNetwork(event)" in script
    assert "preloadResponse" not in script
