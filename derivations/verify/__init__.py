"""Every check on every step: replay, conditions, normal form, balls, order, and a reference."""
