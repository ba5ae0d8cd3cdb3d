"""The reading room: a record as a web application in which every number leads to its sentences.

Needs the extra ``web``; nothing here is loaded by other commands.
"""
