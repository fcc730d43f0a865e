"""The commands of `python -m index` beside those that every user needs, a module each."""
