"""NumPy: spelling of operations, lines of functions, the module."""
