"""`diaban preview`: MkDocs' live server over our plugin, with drafts, reloading on any change."""

from mkdocs.commands.serve import serve

from build_tools.project import Project


def serve_preview(project: Project, *, port: int) -> None:
    """Serve on this machine only until interrupted; builds again when an input changes."""
    serve(
        config_file=str(project.mkdocs_yml),
        dev_addr=f"127.0.0.1:{port}",
        watch=[str(project.templates)],
        plugins=[{"diaban": {"drafts": True}}],
    )
