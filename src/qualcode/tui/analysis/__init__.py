"""What the screens of analysis show, computed without the toolkit."""
