"""What can be found by words: one table of the beginnings of names, and who fills it.

Knows nothing of the domain: the apps above register what they have (`sources`).
"""
