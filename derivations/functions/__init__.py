"""What each function of the language is: one record a function, of which all else is a view.

In: nothing. Out: the records, and the language that knows them.
"""

from .record import Function
from .registry import BY_CLASS, BY_WORD, FUNCTIONS

__all__ = ["BY_CLASS", "BY_WORD", "FUNCTIONS", "Function"]
