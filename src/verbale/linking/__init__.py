"""Across articles: the same words, the same event, the answer, the change of position, the checked quotation."""
