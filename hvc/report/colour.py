"""Two colours → how well eyes of every kind tell them apart: contrast after WCAG 2.2, distance in OKLab."""

from __future__ import annotations

import math
import re

from hvc.errors import ExportError

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]
PAPER = "#FFFFFF"
STEPS = 100  # of a scale of colours
GLARE = 0.05  # the light of the room on every surface (WCAG 2.2)
LIGHTNESS = 0.2  # what lightness counts beside hue: the shades of a scale run through every lightness
LINEAR, KNEE = 0.04045, 0.0031308  # channel and light below which sRGB is a straight line
_CODE = re.compile(r"#[0-9A-F]{6}")
_LUMINANCE: Triple = (0.2126, 0.7152, 0.0722)
# Björn Ottosson, "A perceptual color space for image processing" (2020): linear sRGB → cones → OKLab.
_CONES: Matrix = (
    (0.41222147, 0.53633254, 0.05144599),
    (0.21190350, 0.68069955, 0.10739696),
    (0.08830246, 0.28171884, 0.62997870),
)
_LAB: Matrix = (
    (0.21045426, 0.79361779, -0.00407205),
    (1.97799850, -2.42859221, 0.45059371),
    (0.02590404, 0.78277177, -0.80867577),
)
# Viénot, Brettel and Mollon (1999): all of linear sRGB, what is left of it without the long, without the middle cones.
_EYES: tuple[Matrix, ...] = (
    ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
)


def code(text: str) -> str:
    """`text` as "#RRGGBB".

    Raises:
        ExportError: it is no such colour.
    """
    told = text.strip().upper()
    if not _CODE.fullmatch(told):
        raise ExportError("颜色的写法不对。", hint="请写成 # 和六位十六进制数字，如 #8B1A1A。")
    return told


def contrast(one: str, other: str) -> float:
    """How much lighter one is than the other: 1 (alike) to 21 (black on white)."""
    dark, light = sorted(_dot(_LUMINANCE, _light(colour)) for colour in (one, other))
    return (light + GLARE) / (dark + GLARE)


def darkened(colour: str, ratio: float) -> str:
    """`colour` itself where its contrast with white is at least `ratio`, else the lightest of its hue that has it."""
    if contrast(colour, PAPER) >= ratio:
        return colour
    light = _light(colour)
    part = ((1 + GLARE) / ratio - GLARE) / _dot(_LUMINANCE, light)
    return "#" + "".join(f"{int(_channel(part * one)):02X}" for one in light)  # rounded down: never too light


def mixed(colour: str, part: float, paper: str = PAPER) -> str:
    """So much (0–1) of `colour` on `paper`, as a scale of colours mixes it."""
    sides = zip(bytes.fromhex(colour[1:]), bytes.fromhex(paper[1:]), strict=True)
    return "#" + "".join(f"{round(under + (over - under) * part):02X}" for over, under in sides)


def turning(colour: str, ink: str, paper: str) -> float:
    """The part of `colour` on `paper` from which letters of `paper` stand out better than letters of `ink`; over 1: never."""
    shades = ((step / STEPS, mixed(colour, step / STEPS, paper)) for step in range(STEPS + 1))
    return next((part for part, shade in shades if contrast(shade, paper) >= contrast(shade, ink)), 2.0)


def distance(one: str, other: str) -> float:
    """How far two colours lie apart for the eye that tells them apart worst: 0 (alike) to about 0.4.

    Lightness counts `LIGHTNESS` of what hue does.
    """
    pair = _light(one), _light(other)
    return min(math.dist(*(_lab(_through(eye, light)) for light in pair)) for eye in _EYES)


def _lab(light: Triple) -> Triple:
    lightness, red, blue = _through(_LAB, tuple(math.cbrt(max(cone, 0.0)) for cone in _through(_CONES, light)))
    return LIGHTNESS * lightness, red, blue


def _through(matrix: Matrix, light: tuple[float, ...]) -> Triple:
    first, second, third = (_dot(row, light) for row in matrix)
    return first, second, third


def _dot(row: Triple, light: tuple[float, ...]) -> float:
    return sum(weight * one for weight, one in zip(row, light, strict=True))


def _light(colour: str) -> Triple:
    """Red, green and blue as amounts of light, 0–1 (IEC 61966-2-1)."""
    channels = (channel / 255 for channel in bytes.fromhex(colour[1:]))
    red, green, blue = (c / 12.92 if c <= LINEAR else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def _channel(light: float) -> float:
    """One amount of light as a channel of a code, 0–255."""
    return 255 * (12.92 * light if light <= KNEE else 1.055 * light ** (1 / 2.4) - 0.055)
