"""What a browser asks of the server beside the runs of pages."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

LONGEST = 8_000  # bytes


async def asked(request: Request) -> Any:
    """What is asked, None where it is too long or no JSON."""
    text = b""
    async for part in request.stream():
        text += part
        if len(text) > LONGEST:
            return None
    try:
        return json.loads(text)
    except ValueError:
        return None
