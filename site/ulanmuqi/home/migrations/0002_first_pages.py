"""A site to start from: the front page, its sections, and the three languages."""

import uuid

from django.conf import settings
from django.db import migrations

SECTIONS = [
    ("performances", "ShowcaseIndexPage", "showcases", "展演"),
    ("troupes", "TroupeIndexPage", "troupes", "队伍"),
    ("troupes", "WorkIndexPage", "works", "作品"),
    ("troupes", "TrainingIndexPage", "training", "培训"),
    ("home", "NewsIndexPage", "news", "新闻"),
]
TITLE = "乌兰牧骑演出日程"


def lay_out(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    root = Page.objects.get(depth=1)
    # Only where nobody has begun a site of their own.
    if Page.objects.filter(depth__gte=2).exclude(slug="home").exists():
        return
    Site.objects.all().delete()
    Page.objects.filter(depth__gte=2).delete()
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    home = _add(apps, "home", "HomePage", root, 1, "home", TITLE, locale)
    for number, (app, model, slug, title) in enumerate(SECTIONS, start=1):
        _add(apps, app, model, home, number, slug, title, locale)
    home.numchild = len(SECTIONS)
    home.save()
    root.numchild = 1
    root.save()
    Site.objects.create(
        hostname="localhost", root_page_id=home.pk, is_default_site=True, site_name=TITLE
    )


def _add(apps, app, model, parent, number, slug, title, locale):
    ContentType = apps.get_model("contenttypes", "ContentType")
    content_type, _created = ContentType.objects.get_or_create(
        app_label=app, model=model.lower()
    )
    return apps.get_model(app, model).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=content_type,
        path=f"{parent.path}{number:04d}",
        depth=parent.depth + 1,
        numchild=0,
        url_path=f"{parent.url_path}{slug}/",
        locale=locale,
        translation_key=uuid.uuid4(),
        live=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("performances", "0003_pages"),
        ("troupes", "0002_pages"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
