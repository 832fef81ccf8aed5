"""The page in Mongolian: a glossary entered and checked by people, and nothing else.

No word is transliterated or translated by machine. Until every word and name is
entered and checked, the page does not exist for the public.
"""
