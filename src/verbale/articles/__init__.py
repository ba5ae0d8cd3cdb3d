"""From bytes to articles: decoding, web pages, segments, dates, transcripts and official documents."""
