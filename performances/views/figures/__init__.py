"""学·创·演 in figures: the public page and its table to take along."""
