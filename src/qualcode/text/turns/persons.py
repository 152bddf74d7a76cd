"""What the names of persons look like, in the place of a label."""

from __future__ import annotations

import re
from functools import lru_cache


def words_of(line: str) -> frozenset[str]:
    """The words of ``line``, which has spaces between them."""
    return frozenset(line.split())


_HAN = re.compile("[\u3400-\u9fff]")
_ASIDE = re.compile(r"[(（\[【][^)）\]】]{0,30}[)）\]】]")
_SENTENCE = re.compile(r"[:：，。、；！？,;!?\"“”「」《》…<>{}\[\]|=@/\\*`~^%$]|\.$")
_SHORTENED = re.compile(r"(?i)\b(?:int|iv|mod|resp|dr|mr|mrs|ms|jr|sr|[a-z])\.$")
_PARTICLES = words_of("van von der den de la le da di del du dos el al bin ibn of and the y e und und & zu ter ten")
_NO_NAME_ENDING = re.compile(
    "(?:[说說是]|[说說问問答]道|如下|以下|例如|比如|认为|認為|表示|指出|来看|來看|而言|包括|联系人|联系方式|地址|公章|盖章|签字|签名|金额|"
    "文件|要求|标准|条件|情况|事项|内容|措施|任务|目标|原则|意义|介绍|环节|部分|方面|结果|分析|总结|问题)$"
)
_EVERYDAY = re.compile("[我你您他她它们們的了是在就不这這那么麼吧呢吗嗎啊很还還要和与與为為以从從到]")
_TITLE = re.compile(
    "(?:主任|老师|老師|教授|先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|大叔|经理|經理|总监|總監|书记|書記|局长|局長|处长|處長|科长|科長|院长|院長|"
    "所长|所長|部长|部長|县长|縣長|镇长|鎮長|乡长|鄉長|村长|村長|校长|校長|会长|會長|司长|司長|厅长|廳長|市长|市長|组长|組長|队长|隊長|站长|站長|股长|"
    "董事长|董事長|主席|委员|委員|代表|博士|医生|醫生|护士|護士|律师|律師|同学|同學|同志|师傅|師傅|专员|專員|参事|參事|主管|秘书|秘書|总|总裁|工|姐|哥|嫂|"
    "部|局|署|厅|廳|委|办|辦|处|處|院|所|会|會|社|台|报|報|室|科|组|組|队|隊|团|團|县|縣|市|镇|鎮|乡|鄉|村|区|區|中心|公司|廠商|厂商|大学|大學|协会|協會|之声|之聲)$"
)
_PHRASE = re.compile(
    "[我你您他她它了是在不这這那么麼的]|有[一几个個两兩]|一[点點个個句]|换句|換句|[来來][说說看]|就[是说說]|举|舉|第[一二三]"
)
_PLACE = re.compile("[部局署厅廳委办辦处處院所会會社台报報室科组組队隊团團县縣市镇鎮乡鄉村区區心司商学學声聲]$")
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董袁潘于於蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔"
    "钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏"
    "倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽"
    "时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲"
    "虞敖巩鞏明佘池查麻苑迟邝"
)
# What the labels of those end with who are known by their work or their place: "Village head", "Desk officer".
_OCCUPATIONS = words_of(
    "head director manager officer official clerk secretary chief chair chairman chairwoman chairperson leader mayor minister "
    "governor president principal teacher lecturer professor student pupil doctor nurse midwife farmer worker engineer "
    "accountant owner founder resident villager citizen tenant landlord client customer patient caseworker coordinator "
    "supervisor assistant advisor adviser consultant expert specialist representative spokesperson volunteer activist "
    "councillor councilor judge lawyer attorney journalist editor host guest mother father son daughter wife husband "
    "grandmother grandfather aunt uncle neighbour neighbor guide driver guard cook staff"
)
_LAST_FIRST = re.compile(r"[A-Z][\w'’-]+, [A-Z][\w'’-]+(?: [A-Z]\.?)?$")
_HIDDEN = re.compile(r"[?？]{1,3}|[■█▇○●◯×＊]{2,8}|[xX]{2,8}|_{2,8}|某[某人]|\+\d[\d ()-]{5,20}")
_CODE = re.compile(r"[A-Z]{1,4}[ -]?\d{0,3}[a-zA-Z]?\.?$")


@lru_cache(maxsize=8192)
def is_name(name: str) -> bool:
    """Whether ``name`` is written as the names of persons and parts are: short, no sentence, Western words capitalised."""
    bare = without_aside(name)
    if not any(letter.isalpha() for letter in bare):
        return False
    if bare.isupper() or _LAST_FIRST.match(bare):
        bare = bare.split(",")[0]  # STEVE INSKEEP, HOST; Knight, Andrew
    head, comma, behind = bare.partition(", ")
    if comma and behind and has_occupation(behind):
        bare = head
    if _SENTENCE.search(bare) and not (bare[-1] == "." and _SHORTENED.search(bare)):
        return False
    if _HAN.search(bare):
        return len(bare) <= 16 and not _NO_NAME_ENDING.search(bare)
    words = bare.split()
    proper = all(not word[0].islower() or word in _PARTICLES for word in words)
    if has_occupation(bare):
        return len(words) <= (10 if proper else 4) and not words[0][0].islower()
    return len(words) <= 5 and (proper or len(words) == 1)


def has_occupation(name: str) -> bool:
    """Whether ``name`` ends with a Western word for who somebody is by work or place, or begins so: "Head of Finance"."""
    words = name.casefold().split()
    return words[-1] in _OCCUPATIONS or (" of " in name and not _OCCUPATIONS.isdisjoint(words[:3]))


def is_hidden(name: str) -> bool:
    """Whether ``name`` stands where a name is not known or was taken out: "?", "XX", "■■", a number of a telephone."""
    return _HIDDEN.fullmatch(name) is not None


def is_account(name: str) -> bool:
    """Whether ``name`` may be how somebody calls herself in a call or a chat: few words, in any case of letters."""
    return len(name.split()) <= 3 and name[:1].isalpha() and not _SENTENCE.search(without_aside(name))


def without_aside(name: str) -> str:
    """``name`` without what stands in brackets: "张局长" of "张局长（A县）"."""
    return _ASIDE.sub("", name).strip()


@lru_cache(maxsize=8192)
def is_personal(name: str) -> bool:
    """Whether ``name`` is surely a person's or an office's: a Chinese surname, a title, a code such as P01 or JL, two Western names."""
    bare = without_aside(name)
    if is_code(bare):
        return True
    if _HAN.search(bare):
        if _EVERYDAY.search(bare):
            return False
        return bare in _SURNAMES or is_chinese_name(bare) or _TITLE.search(bare) is not None
    words = bare.split()
    if words and has_occupation(bare):
        return words[0][0].isupper()
    return len(words) > 1 and all(word[0].isupper() for word in words if word not in _PARTICLES)


def is_chinese_name(name: str) -> bool:
    """Whether ``name`` is a Chinese surname with one or two characters behind it, or a title: 李明, 王主任."""
    return (
        bool(name) and name[0] in _SURNAMES and (1 < len(name) <= 3 or (len(name) <= 5 and bool(_TITLE.search(name))))
    )


def is_phrase(name: str) -> bool:
    """Whether Chinese words before a colon go on with a sentence: 还有一点, 我的意思, 换句话说."""
    return _PHRASE.search(name) is not None


def is_chinese_person(name: str) -> bool:
    """Whether ``name`` is a Chinese person's, perhaps by her title; of what ends so in offices and places, none."""
    bare = without_aside(name)
    return (
        bare in _SURNAMES or is_chinese_name(bare) or (_TITLE.search(bare) is not None and _PLACE.search(bare) is None)
    )


def is_code(name: str) -> bool:
    """Whether ``name`` is a code in the place of a name: initials or a number, as in JL, P01, BSR-02."""
    return _CODE.match(name) is not None


def has_han(name: str) -> bool:
    """Whether a Chinese character is in ``name``."""
    return _HAN.search(name) is not None
