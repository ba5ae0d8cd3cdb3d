"""Pictures of a record, each mark of which leads to its sentences: the ladder, charts, and who speaks about whom.

They are SVG and HTML without scripts, style sheets, fonts or other files of their own; ``pictures.css`` gives pages
their dark and printed colours.
"""
