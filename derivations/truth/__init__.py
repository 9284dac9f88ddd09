"""Losses by their definitions, correctly rounded at any point: the reference for derived lines and emitted code."""
