"""What each page says: formatted, sorted, linked; one module a kind of page."""
