"""The emitted code: one module a loss, made by `derivations generate`, needing NumPy alone.

A module is imported by its name, `from derivations.generated import logistic`; this package imports none of
them by itself.
"""
