"""/requests/: asking for a show, and following what becomes of it."""
