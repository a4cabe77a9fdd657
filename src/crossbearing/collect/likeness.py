"""How a picture looks, in 64 bits: pictures that were scaled, saved again or slightly retouched differ in few of them.

Runs in a process of its own (`confined`), for it unpacks pictures, which collecting never does.
"""

from __future__ import annotations

import io
import os
import warnings
from typing import Any

from crossbearing.collect.refusal import RefusedError

__all__ = ["picture_likeness"]

_MOST_PIXELS = 60_000_000
_SIDE = 256  # a JPEG file is unpacked no larger than needed


def picture_likeness(data: bytes) -> dict[str, Any]:
    """Return `bits`: the perceptual hash (pHash) of a picture as 16 hexadecimal digits.

    Sources: C. Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010), section 3.2.1;
    computed by the library ImageHash.

    Args:
        data: The file.

    Raises:
        RefusedError: `library_missing`, `unreadable_file`, or `too_large` for a picture of more pixels than is sane.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each thread would take of the memory allowed
    try:
        import imagehash
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise RefusedError(
            "library_missing", "cannot be compared without the library", remedy="pip install 'crossbearing[pictures]'"
        ) from error
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data)) as picture:
                picture.draft("L", (_SIDE, _SIDE))
                bits = imagehash.phash(picture.convert("L"))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise RefusedError("too_large", f"has more than {_MOST_PIXELS:,} pixels") from error
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
            raise RefusedError("unreadable_file", "is no picture that can be unpacked") from error
    return {"bits": str(bits)}
