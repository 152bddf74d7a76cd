"""The command line: parse, ask an action, print."""
