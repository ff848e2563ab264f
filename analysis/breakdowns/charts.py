"""The trend as a picture: Vega-Lite drawn to SVG on the server, cached by the data it shows."""

import hashlib
import json
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

from analysis.breakdowns.rows import month_table
from analysis.breakdowns.shares import FEWEST_IN_MONTH, ReasonBreakdown
from surveys.taxonomy.models import ReasonCode

FEWEST_MONTHS = 3
WIDTH, HEIGHT = 640, 220


def trend_chart(found: ReasonBreakdown, *, language: str) -> SafeString:
    """Lines of the shares by month as SVG; empty when too few months have enough endings for a line."""
    table = month_table(found, language=language)
    months = [row for row in table.rows if row.base >= FEWEST_IN_MONTH]
    if len(months) < FEWEST_MONTHS:
        return SafeString()
    points = [
        {"month": row.month.isoformat(), "reason": label, "share": share.share if share else 0.0}
        for row in months
        for label, share in zip(table.labels, row.shares, strict=True)
    ]
    spec = trend_spec(points, keys=table.keys, labels=table.labels)
    name = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()
    svg: str | None = cache.get(f"chart:{name}")
    if svg is None:
        svg = draw(spec)
        cache.set(f"chart:{name}", svg, timeout=24 * 3600)
    return mark_safe(svg)  # noqa: S308  drawn by us; the labels in it are escaped by the drawing library


def trend_spec(points: list[dict[str, Any]], *, keys: list[str], labels: list[str]) -> dict[str, Any]:
    """The Vega-Lite specification; colours are the page's own variables, so light and dark follow by themselves."""
    colours = [f"var(--reason-{key if key in ReasonCode.Code else 'other'})" for key in keys]
    quiet = {"labelColor": "var(--text-muted)", "titleColor": "var(--text-muted)", "domainColor": "var(--line)"}
    lines = {**quiet, "gridColor": "var(--line)", "tickColor": "var(--line)", "labelFont": "inherit"}
    return {
        "background": None,
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": points},
        "mark": {"type": "line", "point": {"filled": True, "size": 30}, "interpolate": "linear"},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "timeUnit": "yearmonth",
                "title": None,
                "axis": {"format": "%Y-%m"},
            },
            "y": {"field": "share", "type": "quantitative", "title": None, "axis": {"format": ".0%", "tickCount": 4}},
            "color": {
                "field": "reason",
                "type": "nominal",
                "title": None,
                "scale": {"domain": labels, "range": colours},
                "legend": {"labelColor": "var(--text)", "orient": "bottom", "columns": 3},
            },
        },
        "config": {"axis": lines, "view": {"stroke": None}, "font": "system-ui, sans-serif"},
    }


def draw(spec: dict[str, Any]) -> str:
    # Imported here: a renderer that starts before the web server forks hangs the child.
    import vl_convert

    return vl_convert.vegalite_to_svg(spec)
