"""The company's mark as it is uploaded: a small picture, and really one."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

LARGEST_BYTES = 20_000
WIDEST_PIXELS = 2_000
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}


def read_mark(upload: UploadedFile) -> tuple[bytes, str]:
    """The picture's bytes and content type. Raises ValidationError when it is too large or no such picture."""
    if (upload.size or 0) > LARGEST_BYTES:
        raise ValidationError(
            _("The picture has %(size)s kB; a mark may have 20 kB. Save it smaller.")
            % {"size": -(-(upload.size or 0) // 1000)}
        )
    picture = upload.read()
    try:
        with Image.open(BytesIO(picture), formats=list(TYPES)) as image:
            kind, widest = image.format, max(image.size)
            if widest <= WIDEST_PIXELS:
                image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is not a whole PNG, JPEG or WebP picture.")) from error
    if widest > WIDEST_PIXELS:
        raise ValidationError(_("The picture is %(pixels)s pixels wide or high; at most 2000.") % {"pixels": widest})
    return picture, TYPES[str(kind)]
