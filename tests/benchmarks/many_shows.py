"""Lays shows by the hundred thousand with a few statements of SQL.

Every row is a copy of one laid by the product itself, its stored entry too, with
identity, time, troupe and words of its own; only what feeds read is different.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection, models, transaction

from performances.calendars import entries
from performances.models import (
    CalendarEntry,
    Performance,
    PerformanceTroupe,
    gate,
)
from tests import factories
from troupes.models import Troupe
from ulanmuqi.base import clock

# Each mark becomes another item of the list in every copy; all are as long as a mark,
# so that lines stay folded where they were.
_MARKS = ("甲甲甲甲", "乙乙乙乙", "丙丙丙丙", "丁丁丁丁", "戊戊戊戊")
_ITEMS = (
    "草原新歌 顶碗群舞 马头琴曲 长调独唱 好来宝书 四胡独奏 安代舞曲 呼麦合唱 "
    "筷子群舞 鄂尔多斯 牧民新居 驯鹿之歌 盅碗独舞 蒙古小品 乌力格尔 雅托噶曲 "
    "挤奶员舞 赛马少年 边关月夜 红旗牧场 口弦琴曲 彩虹之路 祝赞词说 那达慕颂"
).split()
_NOTE = "\n".join(f"{number}. {mark}" for number, mark in enumerate(_MARKS, start=1))


def troupe_of_its_own() -> Troupe:
    """A troupe, one show of it with its entry, and the stamps of its feeds."""
    region = factories.region("150105")
    troupe = factories.troupe()
    venue = factories.venue(region.code, name=_MARKS[1])
    now = clock.now()
    with gate.opened():
        show = Performance.objects.create(
            title=_MARKS[0],
            public_note=_NOTE,
            status="confirmed",
            venue=venue,
            region=venue.region,
            starts_at=now + timedelta(days=1),
            ends_at=now + timedelta(days=1, minutes=90),
            announced_at=now - timedelta(days=40),
            created_at=now - timedelta(days=40),
            changed_at=now - timedelta(days=40),
            public_changed_at=now - timedelta(days=40),
        )
        PerformanceTroupe.objects.create(performance=show, troupe=troupe)
        entries.refresh([show], at=now - timedelta(days=40))
    return troupe


def copy(troupe: Troupe, count: int, *, first_day: int, days: int) -> None:
    """`count` more shows like the troupe's, spread evenly over `days` days from
    `first_day` (counted from today, may be behind us)."""
    show = Performance.objects.filter(troupe_parts__troupe=troupe).earliest("pk")
    last = Performance.objects.aggregate(last=models.Max("pk"))["last"]
    begins = clock.midnight(clock.now()) + timedelta(days=first_day)
    step = timedelta(days=days) / max(count, 1)
    changed = another(f"{last} + i") | evenly(begins, step)
    copied(Performance, show.pk, changed, count)
    text = _entry_text(show, begins, step)
    copied(
        CalendarEntry, show.pk, {"performance_id": f"{last} + i", "text": text}, count
    )
    top = PerformanceTroupe.objects.aggregate(last=models.Max("pk"))["last"]
    (part,) = show.troupe_parts.all()
    changed = {"id": f"{top} + i", "performance_id": f"{last} + i"}
    copied(PerformanceTroupe, part.pk, changed, count)


def copied(
    model: type[models.Model],
    key: int,
    changed: dict[str, str],
    count: int,
    *,
    joined: str = "",
) -> None:
    """`count` copies of a row, number i of them with other values in some columns:
    SQL in which i counts from 1. Without a key among them the database gives one.
    `joined` are other tables the SQL may speak of."""
    fields = model._meta.concrete_fields
    columns = [f.column for f in fields if f.column in changed or not f.primary_key]
    values = ", ".join(changed.get(column, f"t.{column}") for column in columns)
    table, own = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) WITH RECURSIVE n(i) AS "
            "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
            f"SELECT {values} FROM n JOIN {table} t ON t.{own} = {key} {joined}",
            [count],
        )


def another(key: str) -> dict[str, str]:
    """Columns that give a copied show an identity of its own; `key` is SQL."""
    return {"id": key, "uid": _uid(), "public_id": _text(key, 8)}


def evenly(begins: datetime, step: timedelta, number: str = "i") -> dict[str, str]:
    """Columns with the times of a copied show of ninety minutes; `number` is SQL."""
    ends = begins + timedelta(minutes=90)
    return {
        "starts_at": _instant(begins, step, number),
        "ends_at": _instant(ends, step, number),
    }


def settle() -> None:
    """What the database's own housekeeping does by and by."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _text(number: str, width: int) -> str:
    if _is_sqlite():
        return f"printf('%%0{width}d', {number})"
    return f"lpad(({number})::text, {width}, '0')"


def _uid() -> str:
    """Random, as those of real shows are; what compresses badly stays so."""
    if _is_sqlite():
        return "lower(hex(randomblob(16)))"
    return "gen_random_uuid()"


def _instant(first: datetime, step: timedelta, number: str = "i") -> str:
    if _is_sqlite():
        seconds = f"{first.timestamp()} + {number} * {step.total_seconds()}"
        return f"strftime('%%Y-%%m-%%d %%H:%%M:%%S', {seconds}, 'unixepoch')"
    begins = first.astimezone(UTC).isoformat()
    return (
        f"timestamptz '{begins}' + {number} * interval '{step.total_seconds()} seconds'"
    )


def _said(first: datetime, step: timedelta) -> str:
    """The same instant as calendars write it, in Shanghai."""
    if _is_sqlite():
        seconds = f"{first.timestamp()} + 28800 + i * {step.total_seconds()}"
        return f"strftime('%%Y%%m%%dT%%H%%M%%S', {seconds}, 'unixepoch')"
    moment = f"({_instant(first, step)}) AT TIME ZONE 'Asia/Shanghai'"
    return f"""to_char({moment}, 'YYYYMMDD"T"HH24MISS')"""


def _entry_text(show: Performance, begins: datetime, step: timedelta) -> str:
    """With another UID, address, time and other words, all as long as before."""
    if _is_sqlite():
        uid, code = "lower(hex(randomblob(16)))", "lower(hex(randomblob(4)))"
        cases = " ".join(f"WHEN {n} THEN '{one}'" for n, one in enumerate(_ITEMS))
        item = f"CASE abs(random()) %% {len(_ITEMS)} {cases} END"
    else:
        uid, code = "md5(random()::text)", "left(md5(random()::text), 8)"
        items = ", ".join(f"'{one}'" for one in _ITEMS)
        item = f"(array[{items}])[1 + floor(random() * {len(_ITEMS)})::int]"
    text = f"replace(replace(text, '{show.uid}', {uid}), '{show.public_id}', {code})"
    for instant, from_then_on in (
        (show.starts_at, begins),
        (show.ends_at, begins + timedelta(minutes=90)),
    ):
        written = f"{instant.astimezone(clock.SHANGHAI):%Y%m%dT%H%M%S}"
        text = f"replace({text}, '{written}', {_said(from_then_on, step)})"
    for mark in _MARKS:
        text = f"replace({text}, '{mark}', {item})"
    return text


def retitle(show: Performance, title: str) -> None:
    """A change as scheduling makes it: row, entry and stamps in one transaction."""
    with transaction.atomic(), gate.opened():
        show.title = title
        show.save(update_fields=["title"])
        entries.refresh([show])
