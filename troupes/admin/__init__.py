"""Troupes, works and memberships in the admin."""
