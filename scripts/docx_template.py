#!/usr/bin/env python3
"""Write the template that every DOCX export starts from, resume_cli/exporters/docx/template.docx.

    scripts/docx_template.py           write the template
    scripts/docx_template.py --check   exit 1 if the committed template differs

It contains the parts that are the same in every theme and language: one section with a footer on every page except the
first, Word's settings, the default styles, and empty numbering and properties. Each export adds its own styles, fonts
and colours. There is no custom XML, no thumbnail and no macro.
"""

import io
import sys
import zipfile
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent / "resume_cli" / "exporters" / "docx" / "template.docx"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The earliest time that a ZIP file can record.
EPOCH = (1980, 1, 1, 0, 0, 0)

SCHEMAS = "http://schemas.openxmlformats.org"
WORD = f'xmlns:w="{SCHEMAS}/wordprocessingml/2006/main"'
OFFICE = f"{SCHEMAS}/officeDocument/2006"
PACKAGE = f"{SCHEMAS}/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES = f"""\
<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/docProps/app.xml" \
ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{WORD_TYPE}.footer+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{WORD_TYPE}.numbering+xml"/>
<Override PartName="/word/settings.xml" ContentType="{WORD_TYPE}.settings+xml"/>
<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/>
</Types>"""

RELATIONSHIPS = f"""\
<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
<Relationship Id="rId3" Type="{OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>
</Relationships>"""

DOCUMENT_RELATIONSHIPS = f"""\
<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="{OFFICE}/relationships/settings" Target="settings.xml"/>
<Relationship Id="rId4" Type="{OFFICE}/relationships/footer" Target="footer1.xml"/>
</Relationships>"""

# Drawing namespaces are declared on the root element, so that pictures need not declare them again.
DOCUMENT = f"""\
<w:document {WORD} xmlns:r="{OFFICE}/relationships" \
xmlns:wp="{SCHEMAS}/drawingml/2006/wordprocessingDrawing" xmlns:a="{SCHEMAS}/drawingml/2006/main" \
xmlns:pic="{SCHEMAS}/drawingml/2006/picture"><w:body><w:sectPr>
<w:footerReference w:type="default" r:id="rId4"/>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>
<w:cols w:space="720"/>
<w:titlePg/>
</w:sectPr></w:body></w:document>"""

FOOTER = f"<w:ftr {WORD}><w:p/></w:ftr>"

NUMBERING = f"<w:numbering {WORD}/>"

# Layout as in Word 2013 and later; without these settings, Word uses the compatibility mode of Word 2007.
SETTINGS = f"""\
<w:settings {WORD}>
<w:zoom w:percent="100"/>
<w:defaultTabStop w:val="720"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" \
w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="differentiateMultirowTableHeaders" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="useWord2013TrackBottomHyphenation" w:uri="http://schemas.microsoft.com/office/word" w:val="0"/>
</w:compat>
<w:decimalSymbol w:val="."/>
<w:listSeparator w:val=","/>
</w:settings>"""

# Styles that Word adds by itself are hidden, so that its list shows only those of the résumé. The defaults have rules
# for line ends, and the gap between ideographs and Latin letters, which Word sets without a space.
STYLES = f"""\
<w:styles {WORD}>
<w:docDefaults>
<w:rPrDefault><w:rPr><w:kern w:val="0"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr>
<w:widowControl/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/>
</w:pPr></w:pPrDefault>
</w:docDefaults>
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" \
w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>
<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="DefaultParagraphFont" w:default="1">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/>
</w:style>
</w:styles>"""

CORE = f"""\
<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>"""

APPLICATION = f"""\
<Properties xmlns="{OFFICE}/extended-properties"><Application>resume-press</Application></Properties>"""

MEMBERS = {
    "[Content_Types].xml": CONTENT_TYPES,
    "_rels/.rels": RELATIONSHIPS,
    "docProps/app.xml": APPLICATION,
    "docProps/core.xml": CORE,
    "word/_rels/document.xml.rels": DOCUMENT_RELATIONSHIPS,
    "word/document.xml": DOCUMENT,
    "word/footer1.xml": FOOTER,
    "word/numbering.xml": NUMBERING,
    "word/settings.xml": SETTINGS,
    "word/styles.xml": STYLES,
}


def template() -> bytes:
    """Return the bytes of the template, uncompressed because zlib's output differs between machines."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in MEMBERS.items():
            member = zipfile.ZipInfo(name, EPOCH)
            member.create_system = 0
            archive.writestr(member, DECLARATION + content.replace("\n", "") + "\n")
    return target.getvalue()


def main(arguments: list[str]) -> int:
    """Write the template, or check that it is up to date, and return the exit code."""
    if arguments == ["--check"]:
        return 0 if TEMPLATE.read_bytes() == template() else 1
    TEMPLATE.write_bytes(template())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
