"""Breaks the product on purpose, one requirement after the other, and expects tests to
fail: `python tests/performances/calendars/contract/mutants.py [number …]`.

Each mutant is made in a copy of the tree, never in the tree itself. It takes some
seconds a mutant, so it is no part of the suite.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
CONTRACT = "tests/performances/calendars/contract"
_COPIED = ("manage.py", "pyproject.toml", "performances", "troupes", "site", "tests")
_COPIED += ("templates", "static", "locale", "docs")


@dataclass(frozen=True)
class Mutant:
    """`old` becomes `new` in the file; the tests named must not all pass."""

    number: int
    file: str
    old: str
    new: str
    tests: str = "test_bytes.py"


ICAL = "performances/ical.py"
FACTS = "performances/calendars/facts.py"
ENTRIES = "performances/calendars/entries.py"
FEEDS = "performances/calendars/feeds.py"
SNAPSHOT = "performances/scheduling/snapshot.py"
ANSWER = "performances/views/calendar_response.py"
CONDITIONS = "site/ulanmuqi/base/conditions.py"
OF_HTTP = "../test_feed_http.py"
OF_WINDOW = "../test_feed_window.py"
OF_IDENTITY = "../test_feed_identity.py"

MUTANTS = [
    Mutant(1, ICAL, '_UNWANTED = {"\\ufeff", "\\ufffd"}', "_UNWANTED = set()",
           "../../test_ical.py"),
    Mutant(2, ICAL, 'return "END:VCALENDAR\\r\\n"', 'return "END:VCALENDAR\\n"'),
    Mutant(3, ICAL, "return _DESCRIPTION.sub(_by_paragraph, str(event.to_ical()",
           'return _DESCRIPTION.sub("DESCRIPTION:" + "长" * 40, str(event.to_ical()'),
    Mutant(4, ICAL, 'str.maketrans({"\\\\": r"\\\\", ";": r"\\;", ",": r"\\,"',
           'str.maketrans({"\\\\": r"\\\\", ";": r"\\;", ",": ","'),
    Mutant(5, "site/ulanmuqi/base/texts.py", "if found := _HTML.search(text):",
           "if found := None:", "test_texts.py"),
    Mutant(6, ICAL, "LONGEST_DESCRIPTION: Final = 7_900",
           "LONGEST_DESCRIPTION: Final = 79_000"),
    Mutant(7, ICAL, 'calendar.add("version", "2.0")',
           'calendar.add("version", "1.0")'),
    Mutant(8, ICAL, 'calendar.add("calscale", "GREGORIAN")',
           'calendar.add("calscale", "GREGORIAN"); calendar.add("method", "PUBLISH")'),
    Mutant(9, ICAL, "calendar.add_component(_timezone())", "pass"),
    Mutant(10, "performances/calendars/directory.py",
           "if _is_namesake(row) else name", "if False else name", "test_size.py"),
    Mutant(11, ICAL, 'calendar.add("x-published-ttl", vDuration(REFRESH))',
           'calendar.add("x-published-ttl", vDuration(REFRESH * 2))'),
    Mutant(12, FEEDS, 'f"{feed.address}?past=all"', "feed.address",
           "test_facts.py"),
    Mutant(13, ICAL, 'event.add("transp", "TRANSPARENT")',
           'event.add("transp", "TRANSPARENT"); event.add("busy", "1")'),
    Mutant(14, ICAL, 'event.add("dtend", _local(ends), parameters={"TZID": ZONE})',
           'event.add("dtend", _utc(ends))'),
    Mutant(15, ICAL, "_OFFSET = timezone(timedelta(hours=8))",
           "_OFFSET = timezone(timedelta(hours=9))", "test_facts.py"),
    Mutant(16, ICAL, 'event.add("dtstart", _local(starts), parameters={"TZID": ZONE})',
           'event.add("dtstart", _local(starts))'),
    Mutant(17, ICAL, 'event.add("dtend", _local(ends), parameters={"TZID": ZONE})',
           "pass"),
    Mutant(18, ICAL, 'event.add("dtend", starts + timedelta(days=1))',
           'event.add("dtend", starts)'),
    Mutant(19, FACTS, "uid=str(performance.uid),",
           'uid=f"{performance.pk}@ulanmuqi",'),
    Mutant(20, FEEDS, "body = ical.wrap(",
           'texts = [t.replace("URL:", f"URL:{feed.kind}") for t in texts]\n'
           "    body = ical.wrap(", "test_facts.py"),
    Mutant(21, "performances/scheduling/cancel.py",
           "        row.status = Status.CANCELLED\n",
           "        row.status = Status.CANCELLED\n"
           "        import uuid; row.uid = uuid.uuid4()\n",
           "../test_feeds_follow_scheduling.py"),
    Mutant(22, "performances/models/performance.py",
           "uid = models.UUIDField(default=uuid.uuid4, unique=True,",
           "uid = models.UUIDField(default=uuid.uuid4, unique=False,", "test_facts.py"),
    Mutant(23, FACTS, "location=_location(performance),", 'location="内蒙古",',
           OF_IDENTITY),
    Mutant(24, SNAPSHOT, "return waits != (before.next_word_at is None,",
           "return False and waits != (before.next_word_at is None,", "test_facts.py"),
    Mutant(25, "performances/scheduling/renames.py",
           'Work: ("title", "genre",', 'Work: ("genre",', "test_acts.py"),
    Mutant(26, ICAL, 'event.add("dtstamp", _utc(facts.modified))',
           'event.add("dtstamp", datetime.now(UTC))'),
    Mutant(27, ENTRIES, "if entry is None or text != entry.text:", "if True:",
           "test_acts.py"),
    Mutant(28, FACTS, "created=min(performance.created_at, modified),",
           "created=modified,", "test_facts.py"),
    Mutant(29, "performances/calendars/window.py", "OFF_DAYS = 14", "OFF_DAYS = 0",
           OF_WINDOW),
    Mutant(30, "performances/calendars/wording.py", 'Status.POSTPONED: "〔改期〕",',
           ""),
    Mutant(31, FACTS, 'return "CANCELLED"', 'return "CONFIRMED"'),
    Mutant(32, ENTRIES, "return _Outcome(fresh, before | after)",
           "return _Outcome(fresh, after)", "test_acts.py"),
    Mutant(33, FACTS, "point=performance.place.point,",
           "point=(performance.venue.lat, performance.venue.lon) "
           "if performance.venue else None,", "test_facts.py"),
    Mutant(34, FACTS, "related=[*_others_dates(performance, at), *_lead(",
           "related=[*_lead(", "test_facts.py"),
    Mutant(35, ICAL, 'event.add("transp", "TRANSPARENT")',
           'event.add("transp", "TRANSPARENT"); event.add("rrule", {"freq": "daily"})'),
    Mutant(36, ANSWER, 'CONTENT_TYPE = "text/calendar; charset=utf-8"',
           'CONTENT_TYPE = "text/calendar"', OF_HTTP),
    Mutant(37, CONDITIONS, "if known == etag or _is_among(etag, known, strong=False):",
           "if known == etag:", OF_HTTP),
    Mutant(37, CONDITIONS, 'elif "HTTP_IF_MODIFIED_SINCE" in environ:',
           'if "HTTP_IF_MODIFIED_SINCE" in environ:', OF_HTTP),
    Mutant(37, ANSWER, "last_modified = int(copy.last_modified.timestamp())",
           "last_modified = 0", OF_HTTP),
    Mutant(38, ANSWER, "body, etag = codings.packed(body), codings.packed_etag(etag)",
           "body = codings.packed(body)", OF_HTTP),
    Mutant(38, "site/ulanmuqi/base/codings.py",
           'return weights.get("gzip", weights.get("*", 0)) > 0',
           'return "gzip" in weights', OF_HTTP),
    Mutant(39, ANSWER, "MAX_AGE = 900", "MAX_AGE = 90_000", OF_HTTP),
    Mutant(39, ANSWER, 'filename=\\"{file_name}\\"', 'filename=\\"{spoken_name}\\"',
           OF_HTTP),
    Mutant(40, "performances/views/calendars.py", "@csrf_exempt\n@published(past",
           "@published(past", OF_HTTP),
    Mutant(40, "performances/views/calendars.py", "            raise Http404\n",
           "            return HttpResponse()\n", OF_HTTP),
    Mutant(41, ANSWER, 'response["Vary"] = "Accept-Encoding"',
           'response["Vary"] = "Accept-Encoding, Cookie"', OF_HTTP),
    Mutant(42, "performances/views/calendar_links.py", "webcal://", "webcals://",
           "test_acts.py"),
    Mutant(43, FACTS, "sequence=performance.sequence,", "sequence=0,",
           "test_bytes.py test_facts.py"),
    Mutant(0, "performances/calendars/namesakes.py",
           "return rows.standing().with_own_page()", "return rows.standing()",
           "test_size.py"),
]  # fmt: skip


def outcome(mutant: Mutant, copy: Path) -> str:
    """ "dead", or why it is not."""
    path = copy / mutant.file
    text = path.read_text(encoding="utf-8")
    if mutant.old not in text:
        return "NOT FOUND"
    path.write_text(text.replace(mutant.old, mutant.new, 1), encoding="utf-8")
    tests = [f"{CONTRACT}/{name}" for name in mutant.tests.split()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", *tests]
    done = subprocess.run(
        command, check=False, cwd=copy, capture_output=True, text=True
    )
    path.write_text(text, encoding="utf-8")
    if done.returncode == 1:
        return "dead"
    return "ALIVE" if done.returncode == 0 else f"BROKEN RUN\n{done.stdout[-800:]}"


def main(numbers: list[int]) -> int:
    chosen = [one for one in MUTANTS if not numbers or one.number in numbers]
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name)
            else:
                shutil.copy(source, copy / name)
        (copy / "var").mkdir()
        for mutant in chosen:
            told = outcome(mutant, copy)
            alive += told != "dead"
            sys.stdout.write(f"{mutant.number:>2} {mutant.file}: {told}\n")
            sys.stdout.flush()
    return 1 if alive else 0


if __name__ == "__main__":
    raise SystemExit(main([int(number) for number in sys.argv[1:]]))
