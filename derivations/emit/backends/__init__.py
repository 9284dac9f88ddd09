"""The languages that kernel programs are printed in: a folder each, with its spelling and what arranges a module."""
