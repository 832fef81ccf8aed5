"""What was done, counted from rows, and where no show has been. It only reads."""
