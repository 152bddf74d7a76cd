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


def _any_of(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


_DIALOGUE = re.compile(
    rf"[?？](?!\w)|(?<![\w'’-])(?:{_any_of(_ANSWERS)})(?![\w-])|^\W{{0,3}}(?:so|well|and|but|because|no|right|sure|good|great|und|aber|also|et|y|pero)\b"
    r"|[嗯啊呢吧吗嗎嘛呀哦噢喔唉哈诶欸哎啦喽]|谢谢|謝謝|对对|對對|好的|好吧|是的|是啊|不客气|不客氣|^\W{0,3}[对對好行是](?:[，。,. 、…]|$)|再见|再見"
    r"|はい|ですね|ますか|네[,. ]|습니까",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"(?<![\w'’-])(?:{_any_of(_PERSONS)})(?![\w-])"
    # Officials write 我县 and 我国.
    r"|我(?![县縣市省国國区區镇鎮乡鄉局院部校厅廳委处處])|[你您咱妳]|不是|没有|沒有|其实|其實|觉得|覺得|です|ます|ません|요[.?, ]|습니다",
    re.IGNORECASE,
)


def sounds_spoken(words: str) -> bool:
    """Whether ``words`` hold a sign of talk: of dialogue, or somebody who says "I", "you" or "we"."""
    plain = words.replace("’", "'")
    return _DIALOGUE.search(plain) is not None or _SPOKEN.search(plain) is not None


def sounds_like_dialogue(words: str) -> bool:
    """Whether ``words`` are said to somebody who is there: a question, a "yes", a "well" at the beginning."""
    return _DIALOGUE.search(words.replace("’", "'")) is not None
