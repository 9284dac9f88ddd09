"""What an expression is: frozen, shaped, never evaluated; its text, its context, its places."""
