"""The rule book: one record a rule, by chapter. Its texts are read with the functions of the language."""

from ..functions import FUNCTIONS as FUNCTIONS
