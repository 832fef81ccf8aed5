"""How much one address may read."""

from ulanmuqi.base.throttle import Limit

# Ten a second: enough to read a season by pages, for everyone behind one address.
READS = Limit("api", most=600, seconds=60)
