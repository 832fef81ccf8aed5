"""Regions and venues in the admin."""
