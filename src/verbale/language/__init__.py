"""The reading model: text to pieces, pieces to scores, scores to attributions."""
