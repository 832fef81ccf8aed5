from django.db import migrations, models


def of_their_own(apps, _editor):
    """Whoever asked stood as the host of the show; the duty of its own is theirs."""
    contacts = apps.get_model("performances.ShowContact").objects
    requests = apps.get_model("performances.Request").objects
    asked = requests.exclude(performance=None).exclude(contact_phone="")
    for row in asked.values("performance", "contact_name", "contact_phone"):
        contacts.filter(
            performance=row["performance"],
            duty="host",
            name=row["contact_name"],
            phone=row["contact_phone"],
        ).update(duty="asker")


def as_hosts(apps, _editor):
    contacts = apps.get_model("performances.ShowContact").objects
    taken = contacts.filter(duty="host").values("performance")
    contacts.filter(duty="asker", performance__in=list(taken)).delete()
    contacts.filter(duty="asker").update(duty="host")


class Migration(migrations.Migration):
    dependencies = [("performances", "0042_trial_entered_by")]

    operations = [
        migrations.AlterField(
            model_name="showcontact",
            name="duty",
            field=models.CharField(
                choices=[
                    ("host", "Host"),
                    ("site_lead", "Site lead"),
                    ("asker", "Whoever asked for it"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="party",
            field=models.CharField(
                choices=[
                    ("venue", "Venue contact"),
                    ("leader", "Troupe leader"),
                    ("driver", "Driver"),
                    ("host", "Host"),
                    ("site_lead", "Site lead"),
                    ("asker", "Whoever asked for it"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(of_their_own, as_hosts),
    ]
