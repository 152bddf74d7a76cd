"""The parts people play in a talk, as labels name them: interviewer, respondent, observer, or some other voice."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qualcode.text.names import name_key
from qualcode.text.turns.persons import is_chinese_name, words_of

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"[\w\s.#№&'’/·-]+")
_ASIDE = re.compile(r"[(（\[【](?P<inside>[^)）\]】]{1,30})[)）\]】]|,\s+(?P<behind>[^,]{2,30})$")
_NUMBERED_QUESTION = re.compile(r"q\d+")
_JOINT = re.compile(r"(?P<letters>[a-z]{1,3})\d{1,3}(?:\s*(?:and|&|und|et|y|和|、)\s*[a-z]{1,3}\d{1,3})+")

# Whole words of Western labels. The firm ones name nobody but a speaker, the others mean much else.
_FIRM_WESTERN = {
    "interviewer": "interviewer moderator facilitator researcher questioner "
    "interviewerin moderatorin fragesteller intervieweur enquêteur enquêtrice entrevistador entrevistadora moderador "
    "moderadora entrevistatore intervistatore intervistatrice interviewster",
    "respondent": "interviewee respondent participant informant befragte "
    "befragter befragter interviewte interviewter interviewpartner interviewpartnerin teilnehmer teilnehmerin interviewé "
    "interviewée enquêté enquêtée entrevistado entrevistada participante intervistato intervistata geïnterviewde",
    "observer": "notetaker",
    "voice": "speaker spk sprecher sprecherin locuteur interlocuteur unidentified",
}
_WESTERN = {
    "interviewer": "interviewers moderators facilitators researchers int iv ivr i q question host mod investigator reporter journalist presenter",
    "respondent": "interviewees respondents participants informants r p a answer resp res ip",
    "observer": "observer observers",
    "voice": "speakers voice unknown student students teacher teachers man woman male female men women all everyone everybody "
    "multiple several audience group crowd child children narrator translator interpreter",
}
# What Chinese labels begin with.
_FIRM_CHINESE = {
    "respondent": "受访者 受訪者 受访人 受訪人 受访对象 受訪對象 被访者 被訪者 被访人 被訪人 被采访者 被採訪者 被采访人 被採訪人 被访谈者 被訪談者 "
    "访谈对象 訪談對象 采访对象 採訪對象 被试 被試 受試者 受试者 参与者 參與者 参加者 回答者 答话人 口述者 口述人 讲述人 講述人",
    "interviewer": "访谈者 訪談者 访谈员 訪談員 访谈人 訪談人 访问者 訪問者 访问员 訪問員 访问人 訪問人 采访者 採訪者 采访人 採訪人 采访员 採訪員 "
    "访员 訪員 调查员 調查員 调研员 調研員 调查者 調查者 调研人员 調研人員 研究者 研究员 研究員 课题组 課題組 调研组 調研組 研究团队 研究團隊 主持人 主持 提问者 提問者 提问人 提問人 聞き手 質問者 司会",
    "observer": "观察员 觀察員 记录员 記錄員 紀錄員 记录人 記錄人",
    "voice": "说话人 說話人 说话者 說話者 發言人 发言人 讲话人 講話人 讲者 講者 话者 話者 与会者 與會者 话し手",
}
_CHINESE = {
    "respondent": "受访 受訪 被访 被訪 回答 答 受",
    "interviewer": "记者 記者 提问 提問 采访 採訪 笔者 筆者 访谈 訪談 问 問 访 訪",
    "observer": "观察者 觀察者",
    "voice": "学员 學員 学生 學生 老师 老師 教师 教師 众人 眾人 大家 全体 全體 观众 觀眾 听众 聽眾 民众 民眾 村民 居民 家长 家長 男声 女声 未知 "
    "甲 乙 丙 丁 戊",
}
# Words that may stand beside those of a part: which of several, not who.
_BESIDE = words_of(
    "the no number nr main lead chief co assistant first second third fourth other another new old older young adult focus "
    "group unknown unidentified female male man woman men women multiple several all off camera and von der die le la"
)
# "Participant information", "Researcher reflections": headings, not speakers.
_TITLES = words_of(
    "information info observation observations view views perspective perspectives reflection reflections guide list profile "
    "profiles details name names id ids number consent form code codes notes note demographics recruitment characteristics "
    "selection sample background comments feedback responses experience experiences role roles data bias positionality "
    "quote quotes concerns needs type types group groups training"
)
_NOBODY = words_of("unknown unidentified multiple several all everyone everybody audience crowd group inaudible")
_BETWEEN = words_of("interpreter translator narrator")
_BETWEEN_CHINESE = re.compile("翻译|翻譯|旁白")
_NOBODY_CHINESE = re.compile("未知|不明|众人|眾人|大家|全体|全體|多人|观众|觀眾|听众|聽眾|民众|民眾")


class Part(NamedTuple):
    """The part a label names: interviewer, respondent, observer or voice; ``firm`` where the words mean nothing else."""

    role: str
    firm: bool


def _by_word(*tables: dict[str, str]) -> dict[str, str]:
    return {word: role for table in tables for role, words in table.items() for word in words.split()}


_ROLE_OF_WORD = _by_word(_WESTERN, _FIRM_WESTERN)
_FIRM_WORDS = frozenset(_by_word(_FIRM_WESTERN))
_BEGINNINGS = _by_word(_CHINESE, _FIRM_CHINESE)
_FIRM_BEGINNINGS = frozenset(_by_word(_FIRM_CHINESE))
# After a part's Chinese name: which of several (A, 2, 甲), something in brackets, or the person's own short name.
_BEGINNING = re.compile(
    r"(?:第?[一二三四五六七八九十\d]{1,2}[位号號个個名]?|男|女|[某各])?"
    f"(?P<word>{'|'.join(sorted(_BEGINNINGS, key=len, reverse=True))})"
    r"(?P<rest>[们們]?[ #＃.:no号號]*(?:[a-z]{0,2}\d{0,3}[a-z]?|[一二三四五六七八九十甲乙丙丁戊]{1,2})[号號]?(?:[男女])?(?:[（(\[【].{0,20})?$)?"
)


@lru_cache(maxsize=8192)
def part_of(name: str) -> Part | None:
    """The part a label names and nothing but that, perhaps with a number, a letter or the person's name; else None.

    "Interviewer 2", "Female participant", "受访者A", "主持人王芳", "Anna (interviewer)"; not "All children learn".
    """
    if len(name) < 4 and name[:1].islower():
        return None  # i, a, int: words of any text
    key = name_key(name)
    bare = _ASIDE.sub(" ", key).strip()
    if _NUMBERED_QUESTION.fullmatch(key):
        return None
    joint = _JOINT.fullmatch(key)
    asides = (match["inside"] or match["behind"] for match in _ASIDE.finditer(key))
    beside = (part for aside in asides if len(aside) > 2 and (part := _plain_part(aside)))
    if joint is None and not _is_written_as_name(_ASIDE.sub(" ", name)):
        return next(beside, None)
    return _plain_part(joint["letters"] if joint else bare) or next(beside, None)


def role_of(name: str) -> str:
    """The role of a speaker of this name: interviewer, respondent, observer, or other."""
    part = part_of(name.upper() if len(name) < 4 else name)
    return part.role if part and part.role != "voice" else "other"


def is_nobody(name: str) -> bool:
    """Whether ``name`` says that it is not known who speaks, or that many do: "Unknown Speaker", "众人"."""
    key = name_key(name)
    return not _NOBODY.isdisjoint(_WORD.findall(key)) or _NOBODY_CHINESE.search(key) is not None


def is_between(name: str) -> bool:
    """Whether ``name`` is that of nobody known, of many, or of one who says what others said: an interpreter."""
    key = name_key(name)
    return is_nobody(name) or not _BETWEEN.isdisjoint(_WORD.findall(key)) or _BETWEEN_CHINESE.search(key) is not None


def _is_written_as_name(name: str) -> bool:
    """Whether what stands beside the part is a name or tells which of several: not "Interviewer asks"."""
    words = _WORD.findall(name)
    return all(
        not word.islower() or word.casefold() in _ROLE_OF_WORD or word.casefold() in _BESIDE or len(words) == 1
        for word in words
    )


def _plain_part(key: str) -> Part | None:
    if beginning := _BEGINNING.match(key):
        return _chinese_part(beginning, key)
    words = _WORD.findall(key) if _PLAIN.fullmatch(key) else []
    telling = [word for word in words if len(word) > 1] if len(words) > 1 else words
    known = [word for word in telling if word in _ROLE_OF_WORD]
    firm = next((word for word in known if word in _FIRM_WORDS), None)
    if firm and not _TITLES.isdisjoint(words):
        return None
    if firm and (len(words) <= 3 or known == telling) and firm in (telling[0], telling[-1]):
        return Part(_role(known), True)
    if known and all(word in _ROLE_OF_WORD or word in _BESIDE for word in telling) and len(words) <= 4:
        return Part(_role(known), False)
    return None


def _role(known: list[str]) -> str:
    """The role the words name together: "female participant" is a participant."""
    roles = [_ROLE_OF_WORD[word] for word in known]
    return next((role for role in roles if role != "voice"), "voice")


def _chinese_part(beginning: re.Match[str], key: str) -> Part | None:
    word = beginning["word"]
    after = key[beginning.end("word") :]
    named = len(word) > 1 and word[-1] in "者人员員" and (is_chinese_name(after) or len(after) == 1)
    if beginning["rest"] is None and not named and after:
        return None
    return Part(_BEGINNINGS[word], word in _FIRM_BEGINNINGS)
