"""Invented interviews, field notes and policy texts, each with spans of every size: text, spans (see ``marked``)."""

ZH_INTERVIEW = """访谈者：请您先介绍一下自己的情况。
受访者A：我叫王秀兰，今年五十八岁，在镇上住了三十多年。以前在纺织厂上班，后来厂子关了，就一直打零工。
访谈者：您是什么时候开始申请低保的？
受访者A：大概是前年冬天吧。那时候我老伴住院，家里的钱都花光了。村干部来看我们，说可以试试申请。
访谈者：申请的过程顺利吗？
受访者A：说实话，不太顺利。材料交了三次，每次都说缺东西。后来他们让我用手机拍照上传，我不会弄，是女儿帮我弄的。
访谈者：您觉得网上办理和窗口办理哪个好？
受访者A：窗口好。窗口的人看得见我，知道我是真的困难。网上就是一个号码，没有人理你。
访谈者：还有什么想补充的吗？
受访者A：我就希望办事的人能耐心一点，多听我们说几句。
"""
ZH_INTERVIEW_SPANS = [
    "我叫王秀兰，今年五十八岁，在镇上住了三十多年。",
    "厂子⟨关⟩了",
    "那时候我老伴住院，家里的钱都花光了。",
    "家里的⟨钱⟩都花光了",
    "材料交了三次，每次都说缺东西。",
    "后来他们让我用⟨手机⟩拍照上传",
    "我不会弄，是女儿帮我弄的",
    "⟨窗口好。窗口的人看得见我⟩，知道",
    "网上就是一个号码，没有人理你。\n访谈者：还有什么想补充的吗？",
    "受访者A：我就希望办事的人能耐心一点，多听我们说几句。",
    "说实话，不太顺利。材料交了三次，每次都说缺东西。后来他们让我用手机拍照上传，我不会弄，是女儿帮我弄的。",
]

EN_INTERVIEW = """Interviewer: Could you tell me how you came to work at the county office?
Anna: I started as a temp in 2011, just answering the phone. Nobody told me it would turn into a career.
Interviewer: And when did the new platform arrive?
Anna: In the spring of 2019. They gave us two days of training, and then the old forms were simply gone. I remember standing at the counter with a queue out of the door and a screen I could not read.
Interviewer: How did the people who came in react?
Anna: Some of them cried. One man said, "You used to know my name." That stayed with me. Anna, he said, you used to know my name.
Interviewer: What would you change if you could?
Anna: I would give every caseworker ten minutes more per visit. The data is fine, but the data does not tell you that somebody has stopped eating.
Interviewer: Thank you, Anna. Is there anything we have not talked about?
Anna: Only that we are tired, and that we still care.
"""
EN_INTERVIEW_SPANS = [
    "I started as a temp in 2011, just answering the phone.",
    "Nobody told me it would turn into a ⟨career⟩.",
    "They gave us two days of training, and then the old forms were simply gone.",
    "I remember standing at the counter with a queue out of the door and a screen I could not read.",
    '⟨One man said, "You used to know my name."⟩ That',
    "That stayed with me.",
    "The data is fine, but the data does not tell you that somebody has stopped eating.",
    "ten minutes more per visit",
    "Anna: Only that we are tired, and that we still care.",
    "Thank you, ⟨Anna⟩.",
    "What would you change if you could?\nAnna: I would give every caseworker ten minutes more per visit.",
]

MIXED_INTERVIEW = """问：你们平时用什么系统录入数据？
答：主要是用Excel，后来上了一个App，叫“e家通”。刚开始大家都很confused，不知道该填哪个form。
问：KPI是怎么考核的？
答：每个月要上传一百二十条记录，达不到就要在微信群里被点名。我们同事开玩笑说，这叫digital bureaucracy。
问：这个App对工作有帮助吗？
答：有一点吧。比如查一个人的history会快很多。但是表格太多了，我们白天走访，晚上填表，weekend也要加班。
问：领导知道这个情况吗？
答：知道。领导也没有办法，因为上面的deadline是定死的。他说先把数字填上去，以后再慢慢correct。
问：您觉得理想的系统是什么样的？
答：少填一点，多看一点。Simple就好。
"""
MIXED_INTERVIEW_SPANS = [
    "主要是用Excel，后来上了一个App，叫“e家通”。",
    "刚开始大家都很⟨confused⟩，",
    "每个月要上传一百二十条记录，达不到就要在微信群里被点名。",
    "我们同事开玩笑说，这叫⟨digital bureaucracy⟩。",
    "查一个人的history会快很多",
    "我们白天走访，晚上填表，weekend也要加班。",
    "领导也没有办法，因为上面的deadline是定死的。",
    "先把⟨数字⟩填上去",
    "答：少填一点，多看一点。Simple就好。",
    "以后再慢慢correct。\n问：您觉得理想的系统是什么样的？",
]

ZH_NOTES = """田野笔记 三月十二日 晴

上午九点到达街道办事大厅。门口排了大约二十人，多数是老年人，手里拿着塑料袋装的材料。保安把人分成两列，一列取号，一列咨询。

大厅里有四台自助机，只有一台开着。一位穿红棉袄的老太太在机器前站了很久，屏幕退出了三次。工作人员走过来，替她按了几下，没有说话。她小声说了句“谢谢”。

十点半左右，一个年轻人在窗口大声争吵，说自己的申请被系统退回，理由是“信息不一致”。窗口的工作人员反复解释，信息是从民政那边推过来的，她改不了。

我的感受：系统在这里像一堵看不见的墙，两边的人都摸不到它。晚上要把这一段和上周的笔记对照着看。

下午去了居委会，主任不在，副主任陈丽接待了我们。她拿出一本手写的台账，说这才是真的数据。
"""
ZH_NOTES_SPANS = [
    "门口排了大约二十人，多数是老年人，手里拿着塑料袋装的材料。",
    "一位穿红棉袄的老太太在机器前站了很久，屏幕退出了三次。",
    "她小声说了句“谢谢”。",
    "理由是⟨“信息不一致”⟩。",
    "信息是从民政那边推过来的，她改不了",
    "系统在这里像一堵看不见的⟨墙⟩，",
    "⟨系统在这里像一堵看不见的墙，两边的人都摸不到它。⟩晚上",
    "她拿出一本手写的台账，说这才是真的数据。",
    "副主任⟨陈丽⟩接待了我们",
    "大厅里有四台自助机，只有一台开着。一位穿红棉袄的老太太在机器前站了很久，屏幕退出了三次。工作人员走过来，替她按了几下，没有说话。她小声说了句“谢谢”。\n\n十点半左右，一个年轻人在窗口大声争吵",
]

EN_NOTES = """Field notes, village meeting, 14 October

The hall is cold and the chairs are arranged in a half circle. About thirty people have come, most of them women over fifty. Mr. Osei, the chairman, opens with a prayer and then reads the agenda.

The first item is the water pump. A woman in a blue headscarf says the pump has been broken since July and that nobody from the district has come. There is loud agreement. The chairman promises to write another letter.

Second item: the new registration tablets. Two young men demonstrate how to scan a fingerprint. It fails four times with the oldest woman in the room; her fingers, she says, are "finished from work". People laugh, but not unkindly.

I notice that the younger people stand at the back and film with their phones. Nobody asks them to sit. The chairman avoids looking at the cameras.

Note to self: ask Mr. Osei why the women sat down before he entered the room.
"""
EN_NOTES_SPANS = [
    "About thirty people have come, most of them women over fifty.",
    "Mr. Osei, the chairman, opens with a prayer and then reads the agenda.",
    "the pump has been broken since July",
    "There is loud ⟨agreement⟩.",
    "Two young men demonstrate how to scan a fingerprint.",
    'her fingers, she says, are "finished from work"',
    "People laugh, but not unkindly.\n\nI notice that the younger people stand at the back",
    "The chairman avoids looking at the ⟨cameras⟩.",
    "Note to self: ask Mr. Osei why the women sat down before he entered the room.",
    "The first item is the water pump. A woman in a blue headscarf says the pump has been broken since July and that nobody from the district has come. There is loud agreement. The chairman promises to write another letter.",
]

ZH_POLICY = """临江市社会救助服务数字化管理办法

第一章 总则
第一条 为了规范社会救助服务的数字化管理，保障困难群众的合法权益，根据有关法律、法规，结合本市实际，制定本办法。
第二条 本市行政区域内社会救助的申请、审核、确认以及监督管理，适用本办法。
第三条 社会救助数字化管理应当遵循便民、公开、安全的原则。

第二章 职责
第四条 市民政部门负责统筹全市社会救助信息平台的建设和运行。
区民政部门负责本辖区内信息的采集、核对和更新。
第五条 乡镇人民政府、街道办事处应当设置线下服务窗口，为老年人、残疾人等群体提供帮助。

第三章 个人信息保护
第六条 采集个人信息应当告知信息主体采集的目的、方式和范围，并取得其同意。
第七条 工作人员不得泄露在履行职责过程中知悉的个人信息；违反规定的，依法给予处分。
第八条 本办法自二〇二三年七月一日起施行。
"""
ZH_POLICY_SPANS = [
    "为了规范社会救助服务的数字化管理，保障困难群众的合法权益",
    "第二条 本市行政区域内社会救助的申请、审核、确认以及监督管理，适用本办法。",
    "便民、公开、⟨安全⟩的原则",
    "市民政部门负责统筹全市社会救助信息平台的建设和运行。",
    "区民政部门负责本辖区内信息的采集、核对和更新。",
    "乡镇人民政府、街道办事处应当设置线下服务窗口",
    "为⟨老年人、残疾人⟩等群体",
    "采集个人信息应当告知信息主体采集的目的、方式和范围，并取得其同意。",
    "违反规定的，依法给予处分",
    "⟨第三章 个人信息保护⟩\n",
    "第七条 工作人员不得泄露在履行职责过程中知悉的个人信息；违反规定的，依法给予处分。\n第八条 本办法自二〇二三年七月一日起施行。",
]

EN_POLICY = """Guidance on Digital Access to Social Support

1. Purpose
1.1 This guidance sets out how local authorities should offer digital access to social support.
1.2 It applies to all services that are commissioned or delivered after 1 April 2021.

2. Principles
2.1 Digital by default must not mean digital only. Every resident must be able to apply in person, by telephone or by post.
2.2 Authorities should collect the least information that is needed to make a decision.
2.3 Decisions that affect entitlement must be explained in plain language; automated decisions must be reviewed by an officer on request.

3. Duties
3.1 Each authority shall name a senior officer who is responsible for digital inclusion.
3.2 The senior officer shall report to the council at least once a year on complaints, refusals and delays.
3.3 Authorities shall keep a register of all algorithms that are used in the assessment of applications.
"""
EN_POLICY_SPANS = [
    "1.1 This guidance sets out how local authorities should offer digital access to social support.",
    "Digital by default must not mean digital only.",
    "Every resident must be able to apply in person, by telephone or by post.",
    "collect the least ⟨information⟩ that",
    "Decisions that affect entitlement must be explained in plain language",
    "automated decisions must be reviewed by an officer on request",
    "3.1 Each authority shall name a senior officer who is responsible for digital inclusion.\n3.2 The senior officer shall report to the council at least once a year",
    "on ⟨complaints, refusals and delays⟩.",
    "keep a register of all algorithms that are used in the assessment of applications",
    "⟨2. Principles⟩\n",
]

ZH_GROUP = """主持人：大家对新的服务热线有什么看法？
张伟：我打过一次，等了二十分钟才接通。
李娜：对。
张伟：接通以后转了三个部门，最后还是让我去现场。
刘洋：我的经历不一样。我上个月打过去，两天就有人上门了。
李娜：那你运气好。
刘洋：可能吧，不过那个小姑娘确实很负责，还给我发了短信。
主持人：其他人呢？
赵敏：我妈不会打电话选按键，她一听到录音就挂了。
李娜：对，老人家都这样。
赵敏：所以我觉得应该留一个真人。
主持人：好的，谢谢大家。
"""
ZH_GROUP_SPANS = [
    "我打过一次，等了⟨二十分钟⟩才接通。",
    "接通以后转了三个部门，最后还是让我去现场。",
    "我上个月打过去，两天就有人上门了。",
    "那你运气好。",
    "刘洋：可能吧，不过那个小姑娘确实很负责，还给我发了短信。",
    "那个⟨小姑娘⟩确实",
    "她一听到录音就挂了",
    "所以我觉得应该留一个真人。",
    "⟨赵敏⟩：我妈",
    "我的经历不一样。我上个月打过去，两天就有人上门了。\n李娜：那你运气好。\n刘洋：可能吧，不过那个小姑娘确实很负责",
]

ZH_ASR = """访谈者：嗯那我们开始吧你能不能先说一下这个项目是怎么来的
受访者：嗯这个项目啊其实是二零一八年的时候那个省里有一个文件嘛然后要求每个县都要搞一个平台
受访者：我们县呢就是比较早的那个时候领导很重视嗯开了很多次会然后成立了一个专班
访谈者：那个专班有多少人
受访者：一开始就五个人嗯都是从各个单位借调过来的就是那种白天上班晚上还要写材料的
受访者：后来人就走了嘛因为编制的问题解决不了嗯那个谁也不愿意一直借着
访谈者：那平台后来怎么样了
受访者：平台就外包给一家公司了嗯数据都在他们手里我们其实是看不到后台的
"""
ZH_ASR_SPANS = [
    "这个项目是怎么来的",
    "其实是⟨二零一八年⟩的时候",
    "要求每个县都要搞一个平台",
    "那个时候领导很重视嗯开了很多次会然后成立了一个专班",
    "都是从各个单位借调过来的",
    "就是那种白天上班晚上还要写材料的",
    "因为编制的问题解决不了嗯那个谁也不愿意一直借着",
    "嗯数据都在他们手里我们其实是看不到后台的",
    "外包给一家⟨公司⟩了",
    "受访者：后来人就走了嘛因为编制的问题解决不了嗯那个谁也不愿意一直借着\n访谈者：那平台后来怎么样了",
]

EN_ASR = """INT: so uh can you walk me through a normal day
R1: yeah so um i get up at like five and uh the first thing i do is check the app to see if there are any shifts
R1: and uh if there's nothing then you know i just wait and sometimes i wait till ten
INT: how does that feel
R1: um honestly it's it's like being invisible you know because nobody ever calls you it's just the app
R1: and then uh when you do get a shift you've got like two minutes to say yes or it's gone
INT: and what happens if you say no
R1: well they say nothing happens but um everybody knows you get fewer offers the week after
R1: so you know you never really say no
"""
EN_ASR_SPANS = [
    "i get up at like five",
    "the first thing i do is check the app to see if there are any shifts",
    "sometimes i wait till ten",
    "it's like being ⟨invisible⟩ you",
    "nobody ever calls you it's just the app",
    "you've got like two minutes to say yes or it's gone",
    "everybody knows you get fewer offers the week after",
    "so you know you never really say no",
    "and what happens if you say no\nR1: well they say nothing happens but um everybody knows",
]

CHAT = """小林 09:12
今天社区又让填表了😮‍💨 第三次了
阿梅 09:13
哈哈哈👩‍👧‍👦 我家也是，填得我手都酸了
小林 09:15
关键是填完也不知道给谁看🤷🏽‍♀️
阿梅 09:16
上次我问了，她说“系统需要”。系统是谁啊？？？
小林 09:18
👍🏽👍🏽 系统是我老板
Tom 09:21
I filled it in twice… cafe\u0301 wifi was terrible 😂
阿梅 09:22
🇨🇳🇨🇳 好了不说了，去接孩子
"""
CHAT_SPANS = [
    "今天社区又让填表了⟨😮‍💨⟩ 第三次了",
    "今天社区又让填表了😮‍💨 第三次了",
    "哈哈哈⟨👩‍👧‍👦⟩ 我家也是",
    "填得我手都酸了",
    "关键是填完也不知道给谁看🤷🏽‍♀️",
    "系统是谁啊？？？",
    "⟨👍🏽👍🏽⟩ 系统是我老板",
    "⟨cafe\u0301⟩ wifi",
    "I filled it in twice… cafe\u0301 wifi was terrible 😂",
    "🇨🇳🇨🇳 好了不说了，去接孩子",
]

WRAPPED = """R: When the plant closed we thought it would be for a few
months. My husband said we should wait. We waited two years,
and in those two years everything we had saved went into
heating and into the car.

I: Did you apply for support?

R: Not at first. My mother always said that you do not take
what you have not earned. I know how that sounds. But when
the boy needed glasses, I went to the office, and the woman
there was kind. She filled in the form with me, line by line.

I: What happened then?

R: It took five weeks. Five weeks is long when you count the
coins on Thursday evening. But it came.
"""
WRAPPED_SPANS = [
    "My husband said we should wait.",
    "We waited two years,\nand in those two years everything we had saved went into\nheating and into the car.",
    "you do not take\nwhat you have not ⟨earned⟩",
    "My mother always said that you do not take\nwhat you have not earned.",
    "the boy needed glasses",
    "She filled in the form with me, line by line.",
    "Five weeks is long when you count the\ncoins on Thursday evening.",
    "It took five weeks.",
    "I: What happened then?\n\nR: It took five weeks.",
]
