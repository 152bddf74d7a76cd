"""What a person can do to a project, in a person's words. The one room that sees both files and rows; it never prints, prompts or commits."""
