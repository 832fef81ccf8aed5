"""The rules of the house, kept by machine (docs/architecture.md)."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import call_command, get_commands

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
APPS = ("ulanmuqi", "troupes", "performances")

LONGEST_FILE = 400
DRAWERS = {"utils", "helpers", "common", "core", "misc", "shared", "tools"}


def tracked(*patterns: str) -> list[Path]:
    """Files of the repository, and new ones not ignored, by glob."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    return [path for name in listed if (path := ROOT / name).exists()]


def product() -> list[Path]:
    return [
        path
        for path in tracked("*.py")
        if path.is_relative_to(ROOT / "site")
        or path.parts[len(ROOT.parts)] in ("troupes", "performances")
    ]


def told(paths: Iterator[Path] | list[Path]) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in paths)


# --- Who may import whom ------------------------------------------------------------


def test_the_layers_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# --- How files look -----------------------------------------------------------------


def test_no_file_is_a_god() -> None:
    written = [p for p in tracked("*.py") if "migrations" not in p.parts]
    long = [p for p in written if len(p.read_text().splitlines()) > LONGEST_FILE]
    assert told(long) == []


def test_no_file_is_a_drawer() -> None:
    assert told(p for p in tracked("*.py") if {p.stem, p.parent.name} & DRAWERS) == []


def test_site_is_no_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_settings_stay_short() -> None:
    base = ROOT / "site" / "ulanmuqi" / "settings" / "base.py"
    assert len(base.read_text().splitlines()) < 200


# --- How product code is written ------------------------------------------------------


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Every call in a file as dotted name and line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def test_there_is_one_clock() -> None:
    others = re.compile(r"(^|\.)(timezone\.now|datetime\.(now|utcnow)|date\.today)$")
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in product()
        if path.name != "clock.py"
        for name, line in calls(path)
        if others.search(name)
    ]
    assert found == []


def test_product_code_asserts_nothing() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in product()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assert)
    ]
    assert found == []


def test_the_gate_is_opened_by_scheduling_alone() -> None:
    allowed = ("performances/scheduling/", "performances/calendars/entries.py")
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in product()
        for name, line in calls(path)
        if name.endswith("gate.opened")
        and not str(path.relative_to(ROOT)).startswith(allowed)
    ]
    assert found == []


def test_nothing_names_a_machine() -> None:
    """Paths of somebody's disk and package indexes have no place in the tree."""
    machine = re.compile(rb"/home/[a-z]+/|/root/|/Users/[a-z]+/|--(extra-)?index-url")
    text = [p for p in tracked() if p.suffix not in (".png", ".woff2", ".mo", ".jpg")]
    found = [p for p in text if p != Path(__file__) and machine.search(p.read_bytes())]
    assert told(found) == []


def test_templates_keep_the_content_policy() -> None:
    """No inline script, style or handler: the public policy is 'self' alone."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")"
        r"|<style|\sstyle=|\son[a-z]+=\"|javascript:",
        re.IGNORECASE,
    )
    pages = [
        p
        for p in tracked("templates/*.html")
        if "admin" not in p.parts[len(ROOT.parts) :]
    ]
    assert told(p for p in pages if inline.search(p.read_text())) == []


# --- The schema and the catalogue ---------------------------------------------------


def test_models_and_migrations_agree(db: None) -> None:
    out = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_sentence_is_translated(catalogue: polib.POFile) -> None:
    missing = [entry.msgid for entry in catalogue.untranslated_entries()]
    guessed = [entry.msgid for entry in catalogue.fuzzy_entries()]
    assert (missing, guessed) == ([], [])


def test_translations_keep_their_placeholders(catalogue: polib.POFile) -> None:
    holder = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
    wrong = [
        entry.msgid
        for entry in catalogue
        if not entry.obsolete
        and set(holder.findall(entry.msgid + entry.msgid_plural))
        != set(holder.findall(entry.msgstr + "".join(entry.msgstr_plural.values())))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_written_one(catalogue: polib.POFile) -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert sentences(compiled) == sentences(catalogue)


def sentences(entries: polib.POFile | polib.MOFile) -> dict[tuple, tuple]:
    return {
        (entry.msgctxt, entry.msgid): (
            entry.msgstr,
            tuple(entry.msgstr_plural.values()),
        )
        for entry in entries
        if not entry.obsolete
    }


# --- What operators are told --------------------------------------------------------


@pytest.fixture(scope="module")
def operations() -> str:
    return (ROOT / "docs" / "operations.md").read_text()


def test_every_setting_is_documented(operations: str) -> None:
    reader = re.compile(
        r"env\.(?:text|secret|flag|number|names|hosts|address|web_address)\(\s*\"([A-Z_]+)\""
    )
    settings = ROOT / "site" / "ulanmuqi" / "settings"
    named = {n for p in settings.glob("*.py") for n in reader.findall(p.read_text())}
    assert named
    assert sorted(n for n in named if f"`{n}`" not in operations) == []


def test_every_command_is_documented(operations: str) -> None:
    ours = {
        name for name, app in get_commands().items() if str(app).split(".")[0] in APPS
    }
    assert ours
    assert sorted(name for name in ours if f"manage.py {name}" not in operations) == []


def test_every_make_target_is_documented(operations: str) -> None:
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.M)
    documented = operations + (ROOT / "README.md").read_text()
    assert [name for name in targets if f"make {name}" not in documented] == ["help"]


def test_links_between_documents_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in tracked("*.md")
        for target in link.findall(path.read_text())
        if not (path.parent / target).exists()
    ]
    assert broken == []
