"""Reads, validates, aggregates, shows and prints: see decisions/ and the README."""
