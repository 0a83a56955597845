"""Completing papers from arXiv's API: abstracts, authors and categories that a list leaves out.

``completion`` lays over papers what ``store`` has kept of arXiv's answers; ``completer`` asks for more.
"""
