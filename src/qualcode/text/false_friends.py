"""What stands before a colon at the beginning of a line and names nobody; and what names look like."""

from __future__ import annotations

import re
from functools import lru_cache

from qualcode.text.speakers import voice


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# All words are keys: lower case, no spaces. These stand in header blocks:
_METADATA = _words(
    "date place location venue time duration length recorded recording transcript transcribed transcriber transcribedby "
    "keywords keyword summarykeywords interviewdate dateofinterview participants attendees present absent speakers language "
    "version file filename subject from to cc bcc sent project 关键词 關鍵詞 关键字 關鍵字 日期 时间 時間 地点 地點 场所 場所 时长 時長 "
    "摘要 主题 主題 题目 題目 标题 標題 整理 记录 記錄 紀錄 出席 列席 缺席 编号 編號 文号 文號 版本 语言 語言"
)
_METADATA_ENDING = re.compile(
    "(?:时间|時間|日期|地点|地點|时长|時長|编号|編號|名称|名稱|姓名|性别|性別|年龄|年齡|职业|職業|学历|學歷|单位|單位|电话|電話|人员|人員|人数|人數|方式|主题|主題)$"
)
# … and these anywhere.
_OTHERS = _words(
    "note notes nb ps summary abstract title topic author authors source sources url link website email e-mail tel phone fax "
    "address page pages chapter section part lesson step unit figure fig table example examples eg ie question warning tip "
    "tips hint important remark remarks comment comments observation observations reflection reflections result results "
    "conclusion conclusions discussion method methods methodology aim aims goal goals objective objectives definition purpose "
    "background context re reply attachment attachments article clause item option exercise activity task day week month year "
    "session round phase stage module appendix annex first second third finally lastly however so also yes no ok okay well "
    "right monday tuesday wednesday thursday friday saturday sunday introduction findings recommendation recommendations "
    "problem problems solution advantages disadvantages pros cons total todo "
    "注 註 备注 備註 说明 說明 提示 注意 例如 比如 譬如 例 比方 其中 另外 此外 因此 所以 但是 然后 然後 首先 其次 最后 最後 再次 总之 總之 "
    "总结 總結 小结 小結 结论 結論 结果 結果 问题 問題 原因 来源 來源 资料来源 資料來源 出处 出處 网址 網址 链接 連結 电话 電話 邮箱 郵箱 作者 "
    "发文机关 抄送 附件 主送 目的 方法 背景 观察 觀察 反思 感想 点评 點評 评论 評論 步骤 步驟 图 圖 表 章 节 節 部分 目标 目標 优点 優點 缺点 缺點 "
    "建议 建議 意见 意見 周一 周二 周三 周四 周五 周六 周日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 上午 下午 晚上 地址 联系人 聯絡人 "
    "传真 傳真 邮编 郵編 致 附 附注 附註 合计 合計 总计 總計 共计 共計"
)
# Articles, numbered things, bare numerals, addresses.
_NUMBERED = re.compile(
    r"第.|[一二三四五六七八九十]+$|其[一二三四五六]|q\d"
    r"|(?:question|item|no\.?|问题|問題|题|題|表|图|圖)[\d一二三四五六七八九十#.]+$|https?|www\."
)

_HAN = re.compile("[\u3400-\u9fff]")
_ASIDE = re.compile(r"[(（\[][^)）\]]{0,24}[)）\]]")
_SENTENCE = re.compile(r"[，。、；！？,;!?\"“”「」《》…<>{}\[\]|=@/\\]|\.$")
_PARTICLES = _words("van von der den de la le da di del bin ibn of and the")
_NO_NAME_ENDING = re.compile(
    "(?:[说說是]|[说說问問答]道|如下|以下|例如|比如|认为|認為|表示|指出|来看|來看|而言|包括|联系人|联系方式|地址|公章|盖章|签字|签名|金额|公司|文件|要求|标准|条件|情况|事项)$"
)


def is_metadata(key: str) -> bool:
    """Whether a label's ``key`` is one of the words of header blocks: date, place, keywords."""
    return key in _METADATA or _METADATA_ENDING.search(key) is not None


def is_false_friend(key: str) -> bool:
    """Whether a label's ``key`` is known to name something else: "Note", "Lesson 1", 第一条, a web address."""
    return _NUMBERED.match(key) is not None or key.rstrip("0123456789.#-") in _OTHERS


@lru_cache(maxsize=8192)
def is_name(name: str) -> bool:
    """Whether ``name`` is written as the names of persons and parts are: short, no sentence, Western words capitalised."""
    bare = _ASIDE.sub("", name).strip()
    if not any(letter.isalpha() for letter in bare) or _SENTENCE.search(bare):
        return False
    if _HAN.search(bare):
        return len(bare) <= 16 and not _NO_NAME_ENDING.search(bare)
    words = bare.split()
    proper = all(not word[0].islower() or word in _PARTICLES for word in words)
    return len(words) <= 5 and (proper or len(words) == 1 or voice(name) is not None)
