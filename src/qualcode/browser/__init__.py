"""The workbench in a browser on this machine: a small web server that lets nobody else in."""
