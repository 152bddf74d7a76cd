"""Whether words sound spoken: a question, a "yes", a "well", an "I". Forms, lists and laws sound otherwise."""

from __future__ import annotations

import re

# Said to somebody who is there.
_ANSWERS = (
    "yeah yes yep yup nope okay ok um umm uh er erm hmm hm mm mhm mmh uhm huh oh ah hello hi hey thanks thank sorry bye goodbye "
    "exactly absolutely nein ja genau ähm äh ach danke bitte hallo nee nej tak oui ouais merci bonjour euh voilà sí gracias hola "
    "pues bueno sim não obrigado obrigada olá né sì grazie ciao dziękuję ano да нет ну спасибо evet hayır ya terima ndiyo asante"
)
# Said of oneself and others, in talk and in letters, notes and manuals alike.
_PERSONS = (
    "i i'm i've i'd i'll you you're you've your yours we we're we've us our my me mine please welcome really gonna wanna kinda "
    "anyway ich du wir ihr mir mich dich uns mein dein ik jij je jullie wij jeg vi jag mig dig j'ai tu vous nous moi yo usted ustedes "
    "nosotros tú mí eu você vocês nós io noi voi já jsem я ты вы мы мне нас biz siz saya kamu anda kami mimi sisi"
)


_ANSWER_WORDS, _PERSON_WORDS = frozenset(_ANSWERS.split()), frozenset(_PERSONS.split())
_WORD = re.compile(r"[\w'-]+")
_DIALOGUE = re.compile(
    r"[?？](?!\w)|^\W{0,3}(?:so|well|and|but|because|no|right|sure|good|great|und|aber|also|et|y|pero)\b", re.IGNORECASE
)
_ASIAN_DIALOGUE = re.compile(
    r"[嗯啊呢吧吗嗎嘛呀哦噢喔唉哈诶欸哎啦喽]|谢谢|謝謝|对对|對對|好的|好吧|是的|是啊|不客气|不客氣|^\W{0,3}[对對好行是](?:[，。,. 、…]|$)|再见|再見"
    r"|はい|ですね|ますか|네[,. ]|습니까"
)
_ASIAN_SPOKEN = re.compile(
    # Officials write 我县 and 我国.
    r"我(?![县縣市省国國区區镇鎮乡鄉局院部校厅廳委处處])|[你您咱妳]|不是|没有|沒有|其实|其實|觉得|覺得|です|ます|ません|요[.?, ]|습니다"
)
# What an interviewer begins with, though recognisers leave the question mark out; headings begin so as well.
_REQUEST = re.compile(
    r"^\W{0,3}(?:[Tt]ell (?:me|us)\b|(?:[Dd]escribe|[Ee]xplain|[Gg]o on|What|How|Why|Did)\b|[请請](?!示)|那|然[后後]|就是|反正|[当當]时)"
)


def sounds_spoken(words: str) -> bool:
    """Whether ``words`` hold a sign of talk: of dialogue, or somebody who says "I", "you" or "we"."""
    if sounds_like_dialogue(words) or _holds(words, _PERSON_WORDS):
        return True
    return not words.isascii() and _ASIAN_SPOKEN.search(words) is not None


def sounds_like_dialogue(words: str) -> bool:
    """Whether ``words`` are said to somebody who is there: a question, a "yes", a "well" at the beginning."""
    if _DIALOGUE.search(words) is not None or _holds(words, _ANSWER_WORDS):
        return True
    return not words.isascii() and _ASIAN_DIALOGUE.search(words) is not None


def _holds(words: str, known: frozenset[str]) -> bool:
    """Whether one of the ``known`` words is among ``words``, with an apostrophe and more behind it perhaps."""
    for word in _WORD.findall(words.replace("’", "'").casefold()):
        if word in known or ("'" in word and word.partition("'")[0] in known):
            return True
    return False


def sounds_like_request(words: str) -> bool:
    """Whether ``words`` begin as a question or a request does, without a question mark perhaps."""
    return _REQUEST.search(words) is not None
