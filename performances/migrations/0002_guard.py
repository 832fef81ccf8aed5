"""Puts the guard against double bookings into the database (architecture 5.1)."""

from django.db import migrations

from performances.models import guard


def install(apps, schema_editor):
    guard.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("performances", "0001_initial")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
