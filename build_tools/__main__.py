"""`python -m build_tools` is `diaban`, for machines where the console script is not on the path."""

from build_tools.cli import program

program()
