"""The rule book: one record a rule, by chapter."""
