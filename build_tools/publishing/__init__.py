"""From a built tree to the served one."""
