"""The audit: other packages' functions beside the derived ones. In: peers. Out: measurements, and a page made of them.

peers/ → case, stated, measure (they need the packages) → measured.json → page (needs none of them)
"""
