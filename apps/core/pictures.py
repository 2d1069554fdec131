"""Whether something is a picture that can be opened without harm."""

import warnings
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from apps.core.errors import BadInput

LONGEST_SIDE = 16_000  # pixels: a phone's panorama has as many
MOST_PIXELS = 100_000_000  # the largest sensors in phones today are below 200, and their pictures far below that
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


def refuse_no_picture(content: IO[bytes]) -> None:
    """Refuse what does not open as a picture, or is too large to. Reads it and goes back to its start.

    Raises:
        BadInput: with what to do instead.
    """
    content.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(content, formats=FORMATS) as image:
                _refuse_too_large(*image.size)
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        text = _("This is no picture that can be opened. Send a JPEG, PNG, GIF or WebP, such as a phone's photo.")
        raise BadInput(text, code="no_picture") from None
    finally:
        content.seek(0)


def _refuse_too_large(width: int, height: int) -> None:
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise _too_large()


def _too_large() -> BadInput:
    text = _("This picture has too many pixels: at most %(side)d on a side, please. Send a smaller copy.")
    return BadInput(text % {"side": LONGEST_SIDE}, code="picture_size")
