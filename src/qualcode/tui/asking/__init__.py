"""What is asked of the person, and what could be answered: in the drawer, on a line that is typed."""
