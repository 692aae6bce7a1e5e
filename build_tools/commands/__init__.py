"""The commands, one module each: `configure(parser)` and `run(options) -> exit code`.

Only the module of the command that was asked for is imported.
"""
