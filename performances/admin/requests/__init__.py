"""The desk: requests by waiting time and on a map, answered and scheduled."""
