"""Draw lam and alef as two glyphs, for `scripts/fonts.py`.

Arabic joins lam and alef into one shape. If a font has one glyph for it, a PDF maps that glyph to two letters, which
pdftotext and pdfminer extract in the wrong order: `بلا` becomes `بال`. This module splits each such glyph: the lam
keeps the shape, the alef is empty, and each has half of the width, so that the word looks the same. The rules also
move to the feature `rlig`, because a theme without ligatures must still join the two.
"""

from collections.abc import Iterator
from typing import Any

from fontTools.otlLib.builder import buildAnchor, buildCoverage, buildLookup, buildSingleSubstSubtable
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

_LIGATURES = 4
_MARK_TO_BASE, _MARK_TO_LIGATURE, _EXTENSION = 4, 5, 9
_BASE, _MARK = 1, 3
#: From right to left, ignoring marks.
_FLAG = 9


def split(font: TTFont) -> None:
    """Replace every ligature of a lam and an alef with two glyphs, and remove those of more letters."""
    substitutions = font["GSUB"].table
    pairs = dict(_pairs(font, substitutions))
    order = list(font.getGlyphOrder())
    for ligature in sorted(set(pairs.values())):
        order += _draw(font, ligature)
    font.setGlyphOrder(order)
    lookups = substitutions.LookupList.Lookup
    chains = []
    for (lam, alef), ligature in pairs.items():
        mappings = ({lam: f"{ligature}.lam"}, {alef: f"{ligature}.alef"})
        chains.append(_chain(len(lookups), lam, alef))
        lookups += (buildLookup([buildSingleSubstSubtable(mapping)], _FLAG) for mapping in mappings)
    (required,) = {
        index
        for record in substitutions.FeatureList.FeatureRecord
        if record.FeatureTag == "rlig"
        for index in record.Feature.LookupListIndex
    }
    lookups[required] = buildLookup(chains, _FLAG)
    substitutions.LookupList.LookupCount = len(lookups)
    _attach_marks(font, set(pairs.values()))


def _pairs(font: TTFont, substitutions: Any) -> Iterator[tuple[tuple[str, str], str]]:  # noqa: ANN401 - a table
    """Yield the letters and the glyph of each ligature of two letters, and remove all ligatures of letters."""
    classes = font["GDEF"].table.GlyphClassDef.classDefs
    for lookup in substitutions.LookupList.Lookup:
        for table in lookup.SubTable if lookup.LookupType == _LIGATURES else ():
            for first, ligatures in table.ligatures.items():
                for each in tuple(ligatures):
                    if first == "space" or any(classes.get(part) == _MARK for part in (first, *each.Component)):
                        continue
                    ligatures.remove(each)
                    if len(each.Component) == 1:
                        yield (first, each.Component[0]), each.LigGlyph
            table.ligatures = {first: ligatures for first, ligatures in table.ligatures.items() if ligatures}


def _chain(index: int, lam: str, alef: str) -> Any:  # noqa: ANN401 - a table
    """Return the rule that applies one lookup to a lam before an alef, and the next lookup to the alef."""
    chain = otTables.ChainContextSubst()
    chain.Format = 3
    chain.BacktrackCoverage, chain.LookAheadCoverage = [], []
    chain.InputCoverage = [buildCoverage([each], {each: 0}) for each in (lam, alef)]
    chain.SubstLookupRecord = []
    for place in (0, 1):
        record = otTables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = place, index + place
        chain.SubstLookupRecord.append(record)
    return chain


def _draw(font: TTFont, ligature: str) -> tuple[str, str]:
    """Add the two glyphs of a ligature and return their names.

    The alef is on the left, so the shape of the lam begins before it.
    """
    outlines, metrics = font.getGlyphSet(), font["hmtx"]
    width, left = metrics[ligature]
    shift = width // 2
    shape, empty = TTGlyphPen(outlines), TTGlyphPen(outlines)
    outlines[ligature].draw(TransformPen(shape, (1, 0, 0, 1, -shift, 0)))
    for name, pen, measures in (
        (f"{ligature}.lam", shape, (width - shift, left - shift)),
        (f"{ligature}.alef", empty, (shift, 0)),
    ):
        font["glyf"][name] = pen.glyph()
        metrics[name] = measures
        font["GDEF"].table.GlyphClassDef.classDefs[name] = _BASE
    return f"{ligature}.lam", f"{ligature}.alef"


def _attach_marks(font: TTFont, ligatures: set[str]) -> None:
    """Place marks on the two glyphs as they were placed on the two parts of the ligature."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        # The tables for marks are wrapped in extensions, which contain the type.
        for extension in lookup.SubTable if lookup.LookupType == _EXTENSION else ():
            if extension.ExtensionLookupType == _MARK_TO_LIGATURE:
                extension.ExtSubTable = _mark_to_base(font, extension.ExtSubTable, ligatures)
                extension.ExtensionLookupType = _MARK_TO_BASE


def _mark_to_base(font: TTFont, table: Any, ligatures: set[str]) -> Any:  # noqa: ANN401 - tables
    records = {}
    for name, attached in zip(table.LigatureCoverage.glyphs, table.LigatureArray.LigatureAttach, strict=True):
        if name not in ligatures:
            continue
        shift = font["hmtx"][f"{name}.alef"][0]
        for part, component, moved in zip(("lam", "alef"), attached.ComponentRecord, (shift, 0), strict=True):
            record = otTables.BaseRecord()
            record.BaseAnchor = [
                anchor and buildAnchor(anchor.XCoordinate - moved, anchor.YCoordinate)
                for anchor in component.LigatureAnchor
            ]
            records[f"{name}.{part}"] = record
    based = otTables.MarkBasePos()
    based.Format, based.ClassCount = 1, table.ClassCount
    based.MarkCoverage, based.MarkArray = table.MarkCoverage, table.MarkArray
    based.BaseCoverage = buildCoverage(records, font.getReverseGlyphMap())
    based.BaseArray = otTables.BaseArray()
    based.BaseArray.BaseRecord = [records[name] for name in based.BaseCoverage.glyphs]
    return based
