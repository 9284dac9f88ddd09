"""Derivations for people: LaTeX, terminal text, pages; and the trace for other programs."""
