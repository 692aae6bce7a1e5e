"""View models in, HTML bodies out."""
