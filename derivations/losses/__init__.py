"""The losses: symbols, definitions and the path of every stage; no derived line."""
