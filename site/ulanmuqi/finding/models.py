"""One table for everything that can be found by words, on every database alike."""

from django.db import models


class Stretch(models.Model):
    """One way into a document: a name from one of its characters on.

    Bytes, because every database compares them alike, whatever its collation. What a
    document is says its number (`documents`): there is nothing to join.
    """

    # A `spelling.Tier`; of the title of a show, TITLES more.
    tier = models.SmallIntegerField()
    token = models.BinaryField()
    document = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tier", "token", "document"], name="stretch_once"
            )
        ]
        indexes = [
            models.Index(fields=["document", "token"], name="stretch_of_document")
        ]

    def __str__(self) -> str:
        return f"{self.document} {bytes(self.token).decode(errors='replace')}"
