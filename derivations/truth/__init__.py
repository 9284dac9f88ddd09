"""What a loss is by its definition, at any point, correctly rounded: the reference for derived lines and emitted code."""
