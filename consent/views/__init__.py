"""Pages of consent, one module per noun."""
