"""A name as it stands between quotation marks."""

# Within quotation marks a title's own become single ones (GB/T 15834).
_INNER_QUOTES = str.maketrans("“”", "‘’")


def within_quotes(title: object) -> str:
    """The title's own quotation marks become single ones."""
    return str(title).translate(_INNER_QUOTES)
