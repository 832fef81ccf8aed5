"""Shows that already claim time have done so since they were entered."""

from django.db import migrations
from django.db.models import F

BOOKED = ["hold", "confirmed", "conditional", "late"]


def begin_with_their_entry(apps, schema_editor):
    performances = apps.get_model("performances.Performance").objects
    waiting = performances.using(schema_editor.connection.alias)
    waiting.filter(status__in=BOOKED, held_at=None).update(held_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("performances", "0005_answers_and_line")]

    operations = [
        migrations.RunPython(begin_with_their_entry, migrations.RunPython.noop)
    ]
