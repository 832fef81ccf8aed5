"""Notices on their way: what they say, the channels they take, and sending them."""
