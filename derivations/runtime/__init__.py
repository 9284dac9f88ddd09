"""The hand-written half of the generated modules: what they import, tested by itself."""
