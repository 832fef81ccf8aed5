"""What each record says, field by field: read by programs, and by the docs page.

Descriptions are English msgids; the OpenAPI document translates them when it is
written (`api/document.py`). Every field is always there; what is not known is null.
"""
