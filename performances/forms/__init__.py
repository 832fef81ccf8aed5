"""What editors fill in, turned into the facts that scheduling takes."""
