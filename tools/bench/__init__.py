"""`make bench`: what the film costs, as ratios measured in one run. Goals and their reasons: MEDIA.md 11."""
