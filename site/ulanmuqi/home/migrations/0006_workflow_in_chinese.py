"""The button says what the workflow is called: 提交给网页编辑审核."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WAGTAILS, OURS = "Moderators approval", "网页编辑审核"


def rename(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("Workflow", "Task"):
        rows = apps.get_model("wagtailcore", name).objects
        rows.filter(name=WAGTAILS).update(name=OURS)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0005_checked_names"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
