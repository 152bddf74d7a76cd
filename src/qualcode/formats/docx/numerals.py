"""How a number in a list is written: the kinds of numerals that Word offers, in Latin, Chinese, Japanese and Korean.

Source: ECMA-376 part 1, section 17.18.59 (ST_NumberFormat). A kind that is not here is written in decimal figures, as the
standard asks of programs that do not know it.
"""

from __future__ import annotations

from collections.abc import Callable

_LARGEST = 32767  # Word counts no further
_LONGEST = 40  # what nobody can read as a number any more

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_ORDINAL_WORDS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
                  "twelve": "twelfth"}  # fmt: skip
_KOREAN_ONES = ("하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_KOREAN_TENS = ("열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")


def numeral(number: int, kind: str) -> str:
    """The number as the list kind of this name (w:numFmt) writes it; "" for the kind "none"."""
    if kind not in _KINDS or not 0 <= number <= _LARGEST:
        return str(number)
    written = _KINDS[kind](number)
    return written if len(written) <= _LONGEST else str(number)


def padded(number: int, sample: str) -> str:
    """The number with as many figures as the first of a sample such as "001, 002, 003, ..."."""
    first = sample.partition(",")[0].strip()
    return str(number).zfill(len(first)) if first.isdecimal() else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _letters(alphabet: str) -> Callable[[int], str]:
    """After the last letter the first comes twice: z, aa, bb."""

    def write(number: int) -> str:
        return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1) if number else ""

    return write


def _of(characters: str) -> Callable[[int], str]:
    """A character for each of the first numbers, decimal figures for all others."""
    return lambda number: characters[number - 1] if 1 <= number <= len(characters) else str(number)


def _figures(digits: str) -> Callable[[int], str]:
    """Decimal notation with other figures, from zero to nine."""
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _counting(digits: str, units: str, zero: str, *, says_one: bool, ten_alone: bool) -> Callable[[int], str]:
    """Digits with units between them: 三百零五.

    ``digits`` from one to nine, ``units`` ten, hundred, thousand and ten thousand; ``zero`` stands for skipped places;
    ``says_one`` where 一百 is written and not 百 alone; ``ten_alone`` where ten to nineteen still begin with 十 alone.
    """

    def below_ten_thousand(number: int) -> str:
        written, skipped = "", False
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if digit:
                one = digit == 1 and power > 0 and not says_one
                unit = units[power - 1] if power else ""
                written += (zero if skipped and written else "") + ("" if one else digits[digit - 1]) + unit
            skipped = digit == 0
        return written

    def write(number: int) -> str:
        high, low = divmod(number, 10_000)
        written = below_ten_thousand(high) + units[3] if high else ""
        if high and 0 < low < 1000:
            written += zero
        written += below_ten_thousand(low)
        return written[1:] if ten_alone and 10 <= number < 20 else written or "0"

    return write


def _up_to_99(write: Callable[[int], str], beyond: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: write(number) if 1 <= number < 100 else beyond(number)


def _cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number - 1]
    ten, one = divmod(number, 10)
    return _TENS[ten - 2] + (f"-{_ONES[one - 1]}" if one else "")


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else _ORDINAL_ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def _ordinal_words(number: int) -> str:
    tens, dash, last = _cardinal(number).rpartition("-")
    ordinal = _ORDINAL_WORDS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return tens + dash + ordinal


def _korean_native(number: int) -> str:
    ten, one = divmod(number, 10)
    return (_KOREAN_TENS[ten - 1] if ten else "") + (_KOREAN_ONES[one - 1] if one else "")


def _sexagenary(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if 1 <= number <= 60 else str(number)


_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_HAN, _KOREAN = "一二三四五六七八九", "일이삼사오육칠팔구"
_chinese = _counting(_HAN, "十百千万", "零", says_one=True, ten_alone=True)
_taiwanese = _counting(_HAN, "十百千萬", "零", says_one=True, ten_alone=True)

_KINDS: dict[str, Callable[[int], str]] = {
    "none": lambda _number: "",
    "decimalZero": lambda number: f"{number:02}",
    "hex": lambda number: f"{number:X}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters(_LATIN),
    "upperLetter": _letters(_LATIN.upper()),
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _letters(_RUSSIAN.upper()),
    "chicago": _letters("*†‡§"),
    "ordinal": _ordinal,
    "cardinalText": _up_to_99(lambda number: _cardinal(number).capitalize(), str),
    "ordinalText": _up_to_99(lambda number: _ordinal_words(number).capitalize(), _ordinal),
    "decimalFullWidth": _figures("０１２３４５６７８９"),
    "decimalFullWidth2": _figures("０１２３４５６７８９"),
    "thaiNumbers": _figures("๐๑๒๓๔๕๖๗๘๙"),
    "hindiNumbers": _figures("०१२३४५६७८९"),
    "decimalEnclosedCircle": _of(_CIRCLED),
    "decimalEnclosedCircleChinese": _of(_CIRCLED),
    "decimalEnclosedFullstop": _of("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": _of("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "ideographEnclosedCircle": _of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographDigital": _figures(f"〇{_HAN}"),
    "japaneseDigitalTenThousand": _figures(f"〇{_HAN}"),
    "taiwaneseDigital": _figures(f"○{_HAN}"),
    "chineseCounting": _up_to_99(_chinese, _figures(f"○{_HAN}")),
    "taiwaneseCounting": _up_to_99(_taiwanese, _figures(f"○{_HAN}")),
    "chineseCountingThousand": _chinese,
    "taiwaneseCountingThousand": _taiwanese,
    "chineseLegalSimplified": _counting("壹贰叁肆伍陆柒捌玖", "拾佰仟萬", "零", says_one=True, ten_alone=False),
    "ideographLegalTraditional": _counting("壹貳參肆伍陸柒捌玖", "拾佰仟萬", "零", says_one=True, ten_alone=False),
    "japaneseCounting": _counting(_HAN, "十百千万", "", says_one=False, ten_alone=False),
    "japaneseLegal": _counting("壱弐参四伍六七八九", "拾百阡萬", "", says_one=True, ten_alone=False),
    "koreanCounting": _counting(_KOREAN, "십백천만", "", says_one=False, ten_alone=False),
    "koreanDigital": _figures(f"영{_KOREAN}"),
    "koreanDigital2": _figures(f"零{_HAN}"),
    "koreanLegal": _up_to_99(_korean_native, str),
    "aiueo": _of("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
    "aiueoFullWidth": _of(_AIUEO),
    "iroha": _of("ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"),
    "irohaFullWidth": _of(_IROHA),
    "ganada": _of("가나다라마바사아자차카타파하"),
    "chosung": _of("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
}
