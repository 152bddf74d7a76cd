"""What recorders, subtitles, speech recognisers and annotation programs say was spoken, and when."""
