"""Passages that coders read differently: how they are shown, and the way from one to the next."""
