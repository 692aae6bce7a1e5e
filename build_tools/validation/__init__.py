"""Raw sources in, Catalogue and Diagnostics out."""
