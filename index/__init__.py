"""Clipdesk's index: articles in, cited passages out. It knows nothing of Discord."""
