"""Characters as the field writes them: radicals folded, full-width digits made plain. All maps are one to one.

Chromium's PDFs write the radical ⽀ for 支 and ⻋ for 车. Unicode's compatibility forms cover the Kangxi block (U+2F00) and
the compatibility ideographs (U+F900), but not the radicals' supplement (U+2E80), which therefore stands here in full.
Punctuation keeps its width: a quotation must look as it is printed.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = {
    0x2E81: "厂", 0x2E85: "亻", 0x2E86: "冂", 0x2E88: "刀", 0x2E89: "刂", 0x2E8A: "卜", 0x2E8C: "小", 0x2E8D: "小",
    0x2E8E: "兀", 0x2E8F: "尣", 0x2E90: "尢", 0x2E92: "巳", 0x2E93: "幺", 0x2E94: "彑", 0x2E95: "彐", 0x2E96: "忄",
    0x2E97: "心", 0x2E98: "扌", 0x2E99: "攵", 0x2E9B: "旡", 0x2E9C: "日", 0x2E9D: "月", 0x2E9E: "歺", 0x2E9F: "母",
    0x2EA0: "民", 0x2EA1: "氵", 0x2EA2: "氺", 0x2EA3: "灬", 0x2EA4: "爫", 0x2EA5: "爫", 0x2EA6: "丬", 0x2EA7: "牛",
    0x2EA8: "犭", 0x2EA9: "王", 0x2EAA: "疋", 0x2EAB: "目", 0x2EAC: "示", 0x2EAD: "礻", 0x2EAE: "竹", 0x2EAF: "糹",
    0x2EB0: "纟", 0x2EB1: "网", 0x2EB2: "罒", 0x2EB3: "网", 0x2EB4: "网", 0x2EB6: "羊", 0x2EB7: "羊", 0x2EB8: "羊",
    0x2EB9: "耂", 0x2EBA: "肀", 0x2EBB: "聿", 0x2EBC: "肉", 0x2EBD: "臼", 0x2EBE: "艹", 0x2EBF: "艹", 0x2EC0: "艹",
    0x2EC1: "虎", 0x2EC2: "衤", 0x2EC3: "覀", 0x2EC4: "西", 0x2EC5: "见", 0x2EC6: "角", 0x2EC7: "角", 0x2EC8: "讠",
    0x2EC9: "贝", 0x2ECA: "足", 0x2ECB: "车", 0x2ECC: "辶", 0x2ECD: "辶", 0x2ECE: "辶", 0x2ECF: "阝", 0x2ED0: "钅",
    0x2ED1: "長", 0x2ED2: "镸", 0x2ED3: "长", 0x2ED4: "门", 0x2ED5: "阜", 0x2ED6: "阝", 0x2ED7: "雨", 0x2ED8: "青",
    0x2ED9: "韦", 0x2EDA: "页", 0x2EDB: "风", 0x2EDC: "飞", 0x2EDD: "食", 0x2EDF: "飠", 0x2EE0: "饣", 0x2EE1: "首",
    0x2EE2: "马", 0x2EE3: "骨", 0x2EE4: "鬼", 0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EE7: "卤", 0x2EE8: "麦", 0x2EE9: "黄",
    0x2EEA: "黾", 0x2EEB: "斉", 0x2EEC: "齐", 0x2EED: "歯", 0x2EEE: "齿", 0x2EEF: "竜", 0x2EF0: "龙", 0x2EF1: "龜",
    0x2EF2: "亀", 0x2EF3: "龟",
}  # fmt: skip


def _fold_table() -> dict[int, str]:
    table = dict(_SUPPLEMENT)
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and folded != chr(code):
            table[code] = folded
    table[0x2F3E] = "户"  # the compatibility form is the traditional 戶, which simplified text never means
    wide = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0E)
    table.update({code: chr(code - 0xFEE0) for code in wide})
    return table


_FOLD = _fold_table()
_BLANKS = dict.fromkeys(map(ord, " \t\r\n\f\v\u00a0\u1680\u2002\u2003\u2004\u2005\u2009\u200a\u3000\ufeff\u200b"))


def fold(text: str) -> str:
    """Radicals and compatibility forms as ordinary characters, full-width digits, letters, ``％`` and ``．`` as ASCII.

    The result has as many characters as the text, so that offsets stay.
    """
    return text.translate(_FOLD)


def without_blanks(text: str) -> str:
    """The text without any white space, zero-width ones included."""
    return text.translate(_BLANKS)


def is_blank(text: str) -> bool:
    """True for a string of nothing but white space."""
    return not text.translate(_BLANKS)
