"""Calendar feeds: `entries` stores each show's text, `feeds` joins the stored texts.

`entries` stands below `performances.scheduling`, which calls it inside each writing
transaction. `feeds` stands above and only reads.
"""
