"""The emitted code for Numba: one module a loss, with the functions of the module for NumPy, compiled.

Numba and SciPy are needed: `pip install "derivations[fast]"`. A module is imported by its name,
`from derivations.generated.numba import focal`; this package imports none of them by itself.
"""
