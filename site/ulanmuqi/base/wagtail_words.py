"""Words of Wagtail's own pages whose Chinese types a space between Chinese words.

Named here so that they are collected; our catalogue goes before Wagtail's. Nothing
imports them.
"""

from django.utils.translation import gettext_noop

SPACED = (
    gettext_noop("Add %(model_name)s"),
    gettext_noop("Are you sure you want to delete this %(model_name)s?"),
    gettext_noop("Page %(page_num)s of %(total_pages)s"),
    gettext_noop("There are no %(model_name)s to display."),
)
