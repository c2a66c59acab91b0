"""The gate: who may see film, for which purpose, now."""
