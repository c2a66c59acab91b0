"""Backups: generations of the main database, of the keystore apart from it, and sealed objects (ADR 20)."""
