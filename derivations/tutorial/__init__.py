"""A tutorial of the rules: chapters, worked examples and exercises, as data."""
