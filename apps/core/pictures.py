"""Photos as they are kept: turned upright, without what the camera wrote beside the picture, no larger than needed.

What a phone stores with a photo (where it was taken, by which device) is nobody's business and stays behind: the
picture is drawn anew, point by point, and only that is kept.
"""

import io
import warnings
from typing import BinaryIO

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from apps.core.errors import BadInput

pillow_heif.register_heif_opener()

LONGEST_SIDE = 2_560  # pixels of what is kept: enough to read a type plate
SMALL_SIDE = 480  # of a picture in a row of pictures, on a screen with three points to a pixel
MOST_PIXELS = 80_000_000  # of what is brought, looked at before a single one is decoded; 240 MB as RGB
LONGEST_BROUGHT = 16_000  # pixels of one side
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
ORIENTATION = 0x0112  # of EXIF: how the camera was held
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
QUALITY = 85  # of JPEG: between what the eye sees and what a phone can send


def redraw(content: BinaryIO, *, keep_sharp: bool = False) -> bytes:
    """The photo as a JPEG, upright, its longest side at most `LONGEST_SIDE` pixels, with nothing but the picture in it.

    Args:
        keep_sharp: a PNG instead, for lines such as a signature.

    Raises:
        BadInput: it is no picture (`not_a_photo`), or larger than what is opened (`photo_too_large`).
    """
    return _drawn(_upright(content, LONGEST_SIDE), keep_sharp=keep_sharp)


def thumbnail(content: BinaryIO) -> bytes:
    """The picture as a small JPEG, its longest side at most `SMALL_SIDE` pixels.

    Raises:
        BadInput: as `redraw`.
    """
    return _drawn(_upright(content, SMALL_SIDE), keep_sharp=False)


def _upright(content: BinaryIO, side: int) -> Image.Image:
    picture = _open(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture.thumbnail((side * 2, side * 2))  # JPEGs are decoded at a fraction of their size
            picture.load()  # thumbnail() leaves a small one undecoded
            upright = _turned(picture)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombWarning) as error:
        raise no_photo() from error
    upright.thumbnail((side, side))
    return upright


def _turned(picture: Image.Image) -> Image.Image:
    """As the camera was held. Pillow's own way writes all of EXIF anew, and fails on what some cameras write there."""
    turn = TURNS.get(picture.getexif().get(ORIENTATION, 1))
    return picture if turn is None else picture.transpose(turn)


def _open(content: BinaryIO) -> Image.Image:
    content.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(content, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise no_photo() from error
    if max(picture.size) > LONGEST_BROUGHT or picture.width * picture.height > MOST_PIXELS:
        raise _too_large()
    return picture


def _drawn(picture: Image.Image, *, keep_sharp: bool) -> bytes:
    flat = Image.new("RGB", picture.size, "white")
    clear = picture.convert("RGBA")
    flat.paste(clear, mask=clear.getchannel("A"))
    out = io.BytesIO()
    if keep_sharp:
        flat.save(out, "PNG", optimize=True)
    else:
        flat.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def no_photo(*, nor_paper: bool = False) -> BadInput:
    """What to say of a file that is no photo, and where a PDF would do as well, no PDF either."""
    if nor_paper:
        text = _(
            "This file is no photo that can be opened, and no PDF. Take it again, or choose a JPEG, PNG, WebP or HEIC "
            "picture or a PDF."
        )
        return BadInput(text, code="file_kind")
    text = _("This file is no photo that can be opened. Take it again, or choose a JPEG, PNG, WebP or HEIC picture.")
    return BadInput(text, code="not_a_photo")


def _too_large() -> BadInput:
    text = _("This picture has too many pixels: at most %(side)d on a side, please. Make it smaller and send it again.")
    return BadInput(text % {"side": LONGEST_BROUGHT}, code="photo_too_large")
