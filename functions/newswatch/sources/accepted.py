"""What to ask servers for (RFC 9110 §12.5.1)."""

FEEDS = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.2, */*;q=0.1"
)
"""A feed or sitemap; what is an ordinary page leads to its feeds."""
PAGES = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1"
"""A page."""
