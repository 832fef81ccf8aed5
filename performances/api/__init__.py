"""The open read API under /api/v1/: the public schedule for other programs.

`door` is the one view; behind it django-ninja (`service`) reads parameters and writes
the OpenAPI document, one file a resource. What a row says is in `schemas` and the
`told_…` function beside its addresses; everything public goes through PublicPlace.
"""
