"""Who speaks where in a transcript: labels found by repetition and position, speakers, times."""
