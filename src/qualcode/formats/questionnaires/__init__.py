"""Questionnaires: which rows are respondents, what their answers are, and the documents made of them."""
