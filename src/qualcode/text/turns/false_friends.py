"""What stands before a colon at the beginning of a line and names nobody."""

from __future__ import annotations

import re
from functools import lru_cache

from qualcode.text.names import name_key
from qualcode.text.turns.persons import words_of

# All words are keys: lower case, no spaces. These stand in header blocks:
_METADATA = words_of(
    "date place location venue time start end starttime endtime duration length recorded recording transcript transcribed "
    "transcriber transcribedby transcription keywords keyword summarykeywords interviewdate dateofinterview "
    "dateoftheinterview interviewnumber interviewno interviewid interview participants attendees present absent apologies "
    "speakers language version file filename subject from to cc bcc sent project datum ort dauer thema name age gender sex "
    "occupation education code legend key pseudonym id participantid 关键词 關鍵詞 关键字 關鍵字 日期 时间 時間 地点 地點 场所 場所 时长 時長 "
    "摘要 主题 主題 题目 題目 标题 標題 整理 整理人 记录 記錄 紀錄 出席 列席 缺席 编号 編號 文号 文號 版本 语言 語言 文字记录 文字記錄 关键词 "
    "性别 性別 年龄 年齡 职业 職業 学历 學歷 职务 職務 单位 單位 图例 圖例 代号 代號"
)
_METADATA_ENDING = re.compile(
    "(?:时间|時間|日期|地点|地點|时长|時長|编号|編號|名称|名稱|姓名|性别|性別|年龄|年齡|职业|職業|学历|學歷|单位|單位|电话|電話|人员|人員|人数|人數|方式|主题|主題|背景|信息|代码)$"
)
# … and these anywhere.
_OTHERS = words_of(
    "note notes nb ps summary abstract title topic topics author authors source sources url link links website email e-mail tel "
    "phone fax address pages chapter section part lesson step steps unit figure fig table example examples eg ie "
    "questions warning tip tips hint important remark remarks comment comments observation observations reflection reflections "
    "interpretation interpretations analysis result results conclusion conclusions discussion method methods methodology aim "
    "aims goal goals objective objectives definition purpose background context re reply attachment attachments article clause "
    "item items option options exercise activity activities task tasks month year session round phase stage module "
    "appendix annex first second third fourth finally lastly however so also yes no ok okay well right left monday tuesday "
    "wednesday thursday friday saturday sunday january february july september october november "
    "december introduction findings finding recommendation recommendations problem problems solution solutions advantage "
    "advantages disadvantage disadvantages pros cons pro con total totals todo action actions decision decisions agenda agreed "
    "owner deadline status outcome outcomes nextstep nextsteps issue issues theme themes code codes category categories memo "
    "memos quote quotes quotation excerpt evidence claim meaning description descriptive reflective fieldnote fieldnotes "
    "setting scene event events action-item reason reasons response responses prompt prompts probe probes answerkey correct "
    "input output inputs outputs usage else try otherwise args arguments parameters params returns return raises yields raise default defaults type "
    "types value values see seealso copyright license licence files file-list requires-dist classifier changed added removed "
    "fixed deprecated security before after good bad do don't old new prices costs quantity size weight color colour ingredients "
    "directions serves http https chorus verse refrain bridge act scenes word words term terms synonym synonyms antonym pros "
    "cause causes effect effects impact strength strengths weakness weaknesses opportunity opportunities threat threats risk "
    "risks priority priorities rationale assumption assumptions hypothesis keypoint keypoints point points takeaway takeaways "
    "instruction instructions feedback rule rules fact facts myth truth situation complication feeling feelings thought thoughts "
    "english german french spanish chinese original translation 中文 英文 原文 译文 譯文 info debug trace warn error fatal critical behaviour behavior researchnote researchnotes researchernote transcribernote transcribersnote editorsnote "
    "beobachtung bemerkung anmerkung hinweis beispiel frage fragen thema zusammenfassung remarque exemple résumé nota ejemplo "
    "注 註 备注 備註 说明 說明 提示 注意 例如 比如 譬如 例 比方 其中 另外 此外 因此 所以 但是 然后 然後 首先 其次 最后 最後 再次 总之 總之 "
    "总结 總結 小结 小結 结论 結論 结果 結果 问题 問題 原因 来源 來源 资料来源 資料來源 出处 出處 网址 網址 链接 連結 电话 電話 邮箱 郵箱 作者 "
    "发文机关 抄送 附件 主送 目的 方法 背景 观察 觀察 反思 感想 点评 點評 评论 評論 步骤 步驟 图 圖 表 章 节 節 部分 目标 目標 优点 優點 缺点 缺點 "
    "建议 建議 意见 意見 周一 周二 周三 周四 周五 周六 周日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 上午 下午 晚上 地址 联系人 聯絡人 "
    "传真 傳真 邮编 郵編 致 附 附注 附註 合计 合計 总计 總計 共计 共計 解释 解釋 分析 描述 记述 備忘 备忘 备忘录 田野笔记 现场 場景 场景 事件 想法 感受 "
    "体会 體會 疑问 疑問 理论 理論 概念 编码 編碼 范畴 主旨 要点 要點 重点 重點 难点 决议 決議 决定 決定 议题 議題 议程 議程 行动 行動 待办 進度 进度 状态 狀態 "
    "责任 責任 责任人 负责人 負責人 牵头单位 责任单位 配合单位 完成时限 依据 依據 定义 定義 举例 舉例 答案 正确答案 选项 選項 题干 题型 案例 事例 启示 影响 "
    "对策 优势 劣势 机会 威胁 价格 數量 数量 单价 金额 类别 類別 类型 類型 级别 颜色 规格 型号 第一 第二 第三 一是 二是 三是 四是 五是"
)
# Articles, numbered things, bare numerals, addresses.
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+(?![位名个個])|[一二三四五六七八九十]+$|其[一二三四五六]"
    r"|(?:question|item|page|day|week|no\.?|问题|問題|题|題|议题|議題|专题|話題|话题|任务|任務|表|图|圖)[\d一二三四五六七八九十#.]+$|https?|www\."
    r"|dear\w|(?:各位|尊敬的|亲爱的|敬爱的|致)."
)
_ABSTRACT = re.compile(r"[a-z]{3,}(?:tion|tions|sion|sions)$")  # no person is called so


@lru_cache(maxsize=8192)
def is_metadata(key: str) -> bool:
    """Whether a label's ``key`` is one of the words of header blocks: date, place, keywords."""
    return key in _METADATA or _METADATA_ENDING.search(key) is not None


@lru_cache(maxsize=8192)
def is_false_friend(name: str) -> bool:
    """Whether a label is known to name something else: "Note", "Lesson 1", "Option A", 第一条, a web address."""
    words = name_key(name).strip("()（）[]").split()
    key = "".join(words)
    if _NUMBERED.match(key) is not None or _ABSTRACT.search(key) is not None:
        return True
    without_letter = "".join(words[:-1]) if len(words[-1:]) and len(words[-1]) == 1 else key
    return key.rstrip("0123456789.#-") in _OTHERS or without_letter in _OTHERS
