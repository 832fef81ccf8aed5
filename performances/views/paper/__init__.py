"""Sheets to print, and what is true of one that was printed."""
