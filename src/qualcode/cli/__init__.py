"""The command line: parse, ask an action, print."""

from qualcode.cli.stopping import end_quietly

end_quietly()
