"""Catalogue in, Figures out; the only room that imports pandas."""
