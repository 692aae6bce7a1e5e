"""Files for other programs, made from the same figures as the pages: same inputs, same bytes."""
