"""Fetching pages, feeds and sitemaps from the network, politely, and from public addresses alone."""
