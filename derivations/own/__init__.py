"""Losses that users define: the definition, its context, its plan, and what comes out of it."""
