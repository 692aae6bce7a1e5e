"""Text with positions (file, line, column); nothing is interpreted yet."""
