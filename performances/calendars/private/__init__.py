"""Private feeds: what insiders subscribe to, stored beside the public entries.

`store` is called where public entries are refreshed, inside the same transaction;
`reach` says which entries a subscription holds, `feeds` joins them, and `health` says
whether a fetched copy is the current one.
"""
