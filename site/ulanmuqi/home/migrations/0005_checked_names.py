"""The text of a name that was checked moves to the row that bears the name."""

from django.db import migrations

MODELS = {
    "region": ("places", "Region"),
    "venue": ("places", "Venue"),
    "troupe": ("troupes", "Troupe"),
}


def move(apps, schema_editor):
    entries = apps.get_model("home.GlossaryEntry").objects
    for entry in entries.filter(key__contains=":").exclude(checked_text=""):
        kind, _colon, code = entry.key.partition(":")
        if kind in MODELS:
            rows = apps.get_model(*MODELS[kind]).objects.filter(code=code)
            rows.update(checked_mn=entry.checked_text)
    entries.filter(key__contains=":").update(checked_text="")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_mongolian_words"),
        ("places", "0007_checked_mongolian"),
        ("troupes", "0008_checked_mongolian"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=True)]
