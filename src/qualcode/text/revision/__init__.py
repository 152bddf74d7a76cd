"""Two versions of a text compared, and where the spans of the old one are in the new one."""
