"""Clipdesk's Discord bot; it imports only the public API of `index`."""
