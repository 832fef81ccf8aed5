"""The Schedule menu: shows, showcases, and what they are made of."""
