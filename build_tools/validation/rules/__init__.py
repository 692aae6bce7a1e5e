"""Rules across rows, files and periods: each yields diagnostics; one module a family."""
