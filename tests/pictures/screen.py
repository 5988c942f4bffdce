"""A terminal's screen with its colours (SGR sequences on stdin) as HTML."""
import html
import re
import sys

NAMES = ["#14161b", "#590008", "#005523", "#6b5300", "#004c73", "#470045", "#007373", "#eef1f8"] * 2


def palette(n: int) -> str:
    """A colour of the 256."""
    if n < 16:
        return NAMES[n]
    if n >= 232:
        return "#" + f"{8 + 10 * (n - 232):02x}" * 3
    n -= 16
    return "#" + "".join(f"{0 if v == 0 else 55 + 40 * v:02x}" for v in (n // 36, n // 6 % 6, n % 6))


def colour(codes: list[int]) -> str:
    """Takes the rest of an extended colour: 5;n or 2;r;g;b."""
    if codes.pop(0) == 5:
        return palette(codes.pop(0))
    return "#" + "".join(f"{codes.pop(0):02x}" for _ in range(3))


def change(style: dict[str, str], codes: list[int], is_curly: bool) -> None:
    """Takes one sequence in."""
    while codes:
        code = codes.pop(0)
        if code == 0:
            style.clear()
        elif code == 1:
            style["font-weight"] = "bold"
        elif code == 3:
            style["font-style"] = "italic"
        elif code == 4:
            style["text-decoration"] = "underline " + ("wavy" if is_curly else "solid")
        elif code == 7:
            style["reverse"] = "yes"
        elif code in (22, 23, 24, 27):
            style.pop({22: "font-weight", 23: "font-style", 24: "text-decoration", 27: "reverse"}[code], None)
        elif code == 38:
            style["color"] = colour(codes)
        elif code == 48:
            style["background"] = colour(codes)
        elif code == 58:
            style["text-decoration-color"] = colour(codes)
        elif code in (39, 49, 59):
            style.pop({39: "color", 49: "background", 59: "text-decoration-color"}[code], None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style["color"] = NAMES[code % 10]
        elif 40 <= code <= 47:
            style["background"] = NAMES[code - 40]


def css(style: dict[str, str]) -> str:
    """A style's CSS."""
    shown = {k: v for k, v in style.items() if k != "reverse"}
    if "reverse" in style:
        front, back = style.get("color", "#14161b"), style.get("background", "#e0e2ea")
        shown |= {"color": back, "background": front}
    if "text-decoration-color" in shown and "text-decoration" in shown:
        shown["text-decoration"] += " " + shown.pop("text-decoration-color") + " 1px"
    return ";".join(f"{k}:{v}" for k, v in shown.items())


def main() -> None:
    """Reads the screen, writes a <pre>."""
    style: dict[str, str] = {}
    out = []
    for part in re.split(r"(\x1b\[[\d;:]*m)", sys.stdin.read()):
        if found := re.fullmatch(r"\x1b\[([\d;:]*)m", part):
            text = found[1]
            curly = "4:3" in text
            text = re.sub(r"4:\d", "4", text).replace("58:2::", "58:2:").replace(":", ";")
            change(style, [int(c or 0) for c in text.split(";")], curly)
        elif part:
            out.append(f'<span style="{css(style)}">{html.escape(part)}</span>')
    print("<pre>" + "".join(out) + "</pre>")


main()
