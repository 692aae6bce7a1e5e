"""`python -m build_tools` is `diaban`, for machines where the console script is not on the path."""

import sys

from build_tools.cli import main

sys.exit(main())
