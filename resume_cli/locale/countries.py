"""Country codes of ISO 3166-1, used to detect invalid codes."""

from __future__ import annotations

_CODES = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW""".split()
)
#: Common substitutes for the codes, in addition to the CLDR names in the languages with a wording.
_MEANT = {
    "UK": "GB", "GREAT BRITAIN": "GB", "ENGLAND": "GB", "EN": "GB", "GBR": "GB", "USA": "US", "AMERICA": "US",
    "UNITED STATES OF AMERICA": "US", "GER": "DE", "DEU": "DE", "CHN": "CN", "JPN": "JP", "KOR": "KR", "KOREA": "KR",
    "FRA": "FR", "ESP": "ES", "ITA": "IT", "RUS": "RU", "IND": "IN", "BRA": "BR", "CAN": "CA", "AUS": "AU",
    "MEX": "MX", "NLD": "NL", "POL": "PL", "TUR": "TR", "TURKEY": "TR", "HOLLAND": "NL", "한국": "KR",
}  # fmt: skip


def is_code(text: str) -> bool:
    """Return whether a text is a country code in capital letters."""
    return text in _CODES


def meant(text: str) -> str:
    """Return the country code that a text probably means, or an empty string."""
    from resume_cli.locale.wording import country_code

    wanted = text.strip().upper()
    found = wanted if wanted in _CODES else _MEANT.get(wanted) or country_code(wanted)
    return found if found in _CODES else ""
