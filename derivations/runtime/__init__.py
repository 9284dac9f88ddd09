"""What generated modules import: checks of arguments, blocks that stay in the cache, sums over a linear model's data.

Written by hand, typed and tested like the rest of the package; it needs NumPy alone.
"""
