"""Searching records by their names."""

from django.db.models import Q


def named(prefix: str, words: str) -> Q:
    """Words in the Chinese, the English or the short name."""
    return has_name(prefix, words) | Q(**{f"{prefix}short_name__icontains": words})


def has_name(prefix: str, words: str) -> Q:
    chinese = Q(**{f"{prefix}name__icontains": words})
    return chinese | Q(**{f"{prefix}name_en__icontains": words})


def titled(words: str) -> Q:
    return Q(title__icontains=words) | Q(title_en__icontains=words)
