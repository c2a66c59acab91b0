"""Pages and answers of the studio, one module for each noun."""
