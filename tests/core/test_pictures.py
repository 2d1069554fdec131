"""Photos are drawn anew: upright, smaller, without what the camera wrote."""

import io

import pytest
from PIL import Image

from apps.core.errors import BadInput
from apps.core.pictures import LONGEST_SIDE, redraw

GPS = 0x8825


def photo(width: int = 40, height: int = 20, kind: str = "JPEG", *, turned: bool = False) -> io.BytesIO:
    """A photo with its position, as a phone writes it."""
    exif = Image.Exif()
    exif[0x010F] = "Phone maker"
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    if turned:
        exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, kind, exif=exif)
    return out


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_what_the_camera_wrote_stays_behind(kind: str) -> None:
    brought = photo(kind=kind)
    assert b"Phone maker" in brought.getvalue()
    kept = redraw(brought)
    assert b"Phone maker" not in kept
    drawn = Image.open(io.BytesIO(kept))
    assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (40, 20), {})


def test_it_is_turned_upright_and_no_larger_than_needed() -> None:
    drawn = Image.open(io.BytesIO(redraw(photo(5000, 100, turned=True))))
    assert drawn.size == (51, LONGEST_SIDE)


@pytest.mark.parametrize(("place", "odd"), [(17, 0), (19, 11), (71, 1), (73, 7)])
def test_nonsense_that_a_camera_wrote_is_no_hindrance(place: int, odd: int) -> None:
    content = bytearray(photo(turned=True).getvalue())
    content[content.index(b"Exif") + place] = odd
    assert Image.open(io.BytesIO(redraw(io.BytesIO(content)))).size == (20, 40)


def test_a_drawing_stays_sharp() -> None:
    assert Image.open(io.BytesIO(redraw(photo(), keep_sharp=True))).format == "PNG"


def test_a_picture_of_20000_pixels_is_refused_before_it_is_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(BadInput) as refused:
        redraw(out)
    assert refused.value.code == "photo_too_large"


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", b"\xff\xd8\xff and then nothing", photo().getvalue()[:400], photo(kind="PNG").getvalue()[:-40]],
)
def test_what_is_no_photo_is_told_so(content: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        redraw(io.BytesIO(content))
    assert refused.value.code == "not_a_photo"
