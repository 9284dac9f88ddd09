"""Known identities, which what is derived is compared with."""
