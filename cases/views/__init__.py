"""Pages of casework, one module per noun."""
