"""What the other process of these tests runs: one JSON line in, one out.

Started as a program. It has a front of its own and may write as scheduling does.
"""

import json
import sys
from datetime import datetime
from typing import Any


def main() -> None:
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "ulanmuqi.settings.test"
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connections, transaction

    from performances.calendars import entries, feeds
    from performances.models import Performance, gate
    from performances.scheduling import publication
    from tests.performances.calendars.published.conftest import asked
    from ulanmuqi import front as fronts
    from ulanmuqi.base import clock

    front = fronts.around(WSGIHandler())
    rendered = []
    render = feeds.render

    def counted(feed: feeds.Feed, **options: Any) -> feeds.Copy:
        rendered.append(feed.key)
        return render(feed, **options)

    feeds.render = counted

    def begin(now: str) -> None:
        clock.freeze(datetime.fromisoformat(now))
        front.store.clear()
        rendered.clear()

    def ask(**given: str) -> list[Any]:
        answer = asked(front, **given)
        return [answer.status, answer.headers, answer.body.decode("latin-1")]

    def renderings() -> list[str]:
        return rendered

    def rename(pk: int, title: str) -> None:
        with transaction.atomic(), gate.opened() as written:
            show = Performance.objects.get(pk=pk)
            show.title = title
            show.save()
            entries.refresh([show])
            publication.follow(written)
        connections.close_all()

    acts = {"begin": begin, "ask": ask, "renderings": renderings, "rename": rename}
    for line in sys.stdin:
        act, given = json.loads(line)
        sys.stdout.write(json.dumps(acts[act](**given)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
