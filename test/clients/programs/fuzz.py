"""Teaches schemathesis the media types of bulk requests: their bodies are texts."""

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def ndjson(ctx, value):
    return str(value).encode("utf-8", "replace")
