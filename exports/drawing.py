"""Pictures of specs: drawn in a process of its own (`exports.apart`), which has neither network nor files to read."""

from __future__ import annotations

import json

from exports.apart import Progress
from exports.steady import archive

NOWHERE = ["https://nowhere.invalid/"]


def draw(given: bytes, told: Progress) -> bytes:
    """An archive with the picture of each of the specs, by its number."""
    import vl_convert

    asked = json.loads(given)
    options = {"allowed_base_urls": NOWHERE, "vl_version": asked["version"]}
    made = {}
    for number, (kind, spec) in enumerate(asked["specs"]):
        match kind:
            case "svg":
                made[str(number)] = vl_convert.vegalite_to_svg(spec, **options).encode()
            case "pdf":
                made[str(number)] = vl_convert.vegalite_to_pdf(spec, **options)
            case _:
                made[str(number)] = vl_convert.vegalite_to_png(spec, scale=2, **options)
        told((number + 1) / len(asked["specs"]))
    return archive(made)
