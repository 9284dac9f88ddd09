"""Loss functions derived step by step, checked, and turned into pages and code."""
