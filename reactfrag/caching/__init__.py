"""Caching: what a function returned for the same arguments, kept for the next call."""

from reactfrag.caching.decorators import cache_data, cache_resource
from reactfrag.caching.functions import CachedFunction

__all__ = ["CachedFunction", "cache_data", "cache_resource"]
