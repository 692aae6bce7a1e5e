"""`diaban preview`: the site with its drafts on this machine only, right after every save."""

from build_tools.publishing.preview.running import serve_preview

__all__ = ["serve_preview"]
