"""The open project as one coder has it before her, and what happens to it from outside."""
