"""The venue's own page: what comes, what is asked of it, and its answers."""
