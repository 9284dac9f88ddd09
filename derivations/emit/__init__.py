"""Derived lines as numeric code."""
