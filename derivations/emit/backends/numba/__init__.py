"""Numba: spelling of operations, lines of scalar kernels, the module."""
