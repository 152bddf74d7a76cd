"""Files to plain values and back: one module per format, each usable with a file and nothing else."""
