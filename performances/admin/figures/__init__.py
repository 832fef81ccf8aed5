"""学·创·演 in the admin: tables with their rows, targets, figures from before."""
