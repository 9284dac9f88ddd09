"""A rule at a place makes a step; a path of rules makes a derivation."""
