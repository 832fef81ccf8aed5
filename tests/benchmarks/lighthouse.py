"""Lighthouse over five kinds of page, where it is installed: `npm install lighthouse`
and LIGHTHOUSE=…/node_modules/.bin/lighthouse, or on the PATH."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import chromium
from tests.benchmarks.measure import Finding, Findings
from tests.benchmarks.servers import database, serving
from tests.public import kinds
from tests.public import season as seasons
from ulanmuqi.base import clock

MEASURED = ("HomePage", "schedule", "performance", "ShowcasePage", "TroupePage")
# Of 100 points; the rest of a page's way to 100 is what a machine in use can lose.
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
PATIENCE_SECONDS = 180


def comparisons() -> Iterator[Findings]:
    program = shutil.which(os.environ.get("LIGHTHOUSE", "lighthouse"))
    browser = chromium.find()
    if program is None or browser is None:
        yield Findings("Lighthouse: not installed here, nothing was measured", [])
        return
    addresses = kinds.addresses(_laid_today())
    # The demo's settings serve static files, as a site does.
    around = {
        "DATABASE_URL": database(),
        "DJANGO_SETTINGS_MODULE": "ulanmuqi.settings.dev",
    }
    with serving("ulanmuqi.wsgi:application", **around) as server:
        for kind in MEASURED:
            url = f"http://127.0.0.1:{server.port}{addresses[kind]}"
            points = _points(program, browser, url)
            lines = [
                Finding(name, 100, points[name], "points", WANTED[name] / 100)
                for name in WANTED
            ]
            yield Findings(f"Lighthouse: {kind}", lines)


def _laid_today() -> seasons.Season:
    """The season of the tests, announced yesterday: the server's clock runs."""
    seasons.NOW = clock.midnight(clock.now()) - timedelta(hours=14)
    seasons.T_ZERO = seasons.NOW + timedelta(days=2, hours=9, minutes=30)
    with clock.frozen(seasons.NOW):
        return seasons.lay(pictures=False)


def _points(program: str, browser: str, url: str) -> dict[str, float]:
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run(
            [
                *(program, url, "--quiet", "--output=json"),
                *(
                    f"--output-path={report}",
                    "--chrome-flags=--headless=new --no-sandbox",
                ),
            ],
            check=True,
            env=os.environ | {"CHROME_PATH": browser},
            timeout=PATIENCE_SECONDS,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        told = json.loads(report.read_text())["categories"]
    return {name: round(told[name]["score"] * 100) for name in WANTED}
