"""What pages say of themselves to machines, as tags of templates: `meta_tags` and `linked_data`."""

import json
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from disclosures.public import described

register = template.Library()
SAFE = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
"""Nothing in a script of data ends it, whoever wrote it."""


@register.simple_tag(takes_context=True)
def meta_tags(context: template.Context) -> SafeString:
    """Of the site, and of the page as its `described` says."""
    found = described.tags(context.get("described") or described.REPORTS)
    return format_html_join("\n", '<meta name="{}" content="{}">', found)


@register.simple_tag
def linked_data(data: dict[str, Any] | None) -> SafeString:
    """JSON-LD. A script of data is none that a browser runs: the policy lets it be."""
    if not data:
        return SafeString("")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(SAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
