"""The scheduling board: who is where on which day, to look at and to move."""
