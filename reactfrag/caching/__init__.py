"""Caching: what a function returned for the same arguments, kept for the next call."""

from reactfrag.caching.decorators import CachedFunction, cache_data, cache_resource

__all__ = ["CachedFunction", "cache_data", "cache_resource"]
