"""There is one page in Mongolian and no tree of them: its locale goes, unless used."""

from django.db import migrations


def remove_unused(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Locale = apps.get_model("wagtailcore", "Locale")
    for locale in Locale.objects.filter(language_code="mn-mong"):
        if not Page.objects.filter(locale=locale).exists():
            locale.delete()


class Migration(migrations.Migration):
    dependencies = [("home", "0002_first_pages")]

    operations = [migrations.RunPython(remove_unused, migrations.RunPython.noop)]
