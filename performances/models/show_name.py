"""Which names lead to a show: its titles, who plays, where, in which showcase."""

from django.db import models

from .gate import GatedModel
from .performance import Performance


class ShowName(GatedModel):
    """One public show under one of the documents it can be found by.

    A copy kept by scheduling (`performances.search`). Times are UTC seconds. A name
    itself stands in `finding.Stretch` once, however many shows bear it, so that a
    renamed troupe moves none of these rows.
    """

    keeps_plain_texts = False

    document = models.BigIntegerField()
    performance = models.ForeignKey(
        Performance, models.CASCADE, related_name="search_names", db_index=False
    )
    starts = models.BigIntegerField()
    ends = models.BigIntegerField()
    # Since when the public may know of the show.
    told = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["performance", "document"], name="show_name_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["document", "told", "performance", "starts", "ends"],
                name="show_name_of_document",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.performance_id}"
