"""The search page: what a question finds, kind by kind; suggestions while typing."""
