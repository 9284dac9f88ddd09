"""Real data put through the generated code; `python -m derivations.examples.NAME` runs an example."""
